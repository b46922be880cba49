import schemas from "@blockfrost/openapi/json-schema.json" with { type: "json" };

/** The part of JSON schema that Blockfrost's document uses. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly example?: unknown;
}

/** The answer of an endpoint as the document of the service says it. */
function schemaOf(path: string): Schema {
  const entry = (schemas as unknown as Record<string, { response: Record<string, Schema> } | undefined>)[path];
  const answer = entry?.response["200"];
  if (answer === undefined) throw new Error(`Blockfrost's document has no ${path}`);
  return answer;
}

/** The document's own examples of bytes end in the middle, or are none. */
const anyBytes = "80";

function instanceOf(schema: Schema): unknown {
  if (schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [name, name === "cbor" ? anyBytes : instanceOf(each)]),
    );
  }
  if (schema.anyOf?.[0] !== undefined) return instanceOf(schema.anyOf[0]);
  // Rows are made field by field, except where the document gives only the whole as an example.
  if (schema.type === "array" && schema.items !== undefined && schema.example === undefined) {
    return [instanceOf(schema.items)];
  }
  if (schema.example !== undefined) return schema.example;
  if (schema.enum !== undefined) return schema.enum[0];
  return { string: "text", integer: 1, number: 1, boolean: true, object: {} }[schema.type ?? "object"] ?? null;
}

export interface Variant {
  /** What was changed: the path of a field, and how. */
  readonly name: string;
  readonly field: string;
  /** The document itself allows it. */
  readonly isAllowed: boolean;
  readonly answer: unknown;
}

type Path = readonly (string | 0)[];

/** Each field of an answer, through the first row of each list. */
function fieldsOf(schema: Schema, path: Path = []): { path: Path; schema: Schema; isOptional: boolean }[] {
  if (schema.items !== undefined) return fieldsOf(schema.items, [...path, 0]);
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [
    { path: [...path, name], schema: each, isOptional: !(schema.required ?? []).includes(name) },
    ...fieldsOf(each, [...path, name]),
  ]);
}

function changed(answer: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(answer);
  let holder = copy as Record<string | 0, unknown>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | 0, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
  return copy;
}

export function wholeAnswer(path: string): unknown {
  return instanceOf(schemaOf(path));
}

/** The whole answer, with one field at a time left out, null, or an empty text. */
export function variantsOf(path: string): Variant[] {
  const schema = schemaOf(path);
  const whole = instanceOf(schema);
  return fieldsOf(schema).flatMap(({ path: at, schema: each, isOptional }) => {
    const field = at.filter((step) => step !== 0).join(".");
    return [
      { name: `${field} left out`, field, isAllowed: isOptional, answer: changed(whole, at, undefined) },
      { name: `${field} null`, field, isAllowed: each.nullable === true, answer: changed(whole, at, null) },
      { name: `${field} empty`, field, isAllowed: each.nullable === true, answer: changed(whole, at, "") },
    ];
  });
}
