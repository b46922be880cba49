import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/http/openapi";
import { operations } from "@/lib/contract/operations";

const apiDir = fileURLToPath(new URL("../../../../app/api/", import.meta.url));

/** `get /api/wallets/{id}` for each handler that a route file exports; the catch-all answers nothing that is documented. */
function handlersOnDisk(): string[] {
  return readdirSync(apiDir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !file.includes("[..."))
    .flatMap((file) => {
      const path = `/api/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`;
      const source = readFileSync(apiDir + file, "utf8");
      const exported = source.matchAll(/export (?:const|async function|function) (GET|POST|PATCH|PUT|DELETE)\b/g);
      return [...exported].map(([, method = ""]) => `${method.toLowerCase()} ${path}`);
    })
    .sort();
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "$ref" ? [inner as string] : referencesIn(inner)));
}

const document = JSON.parse(JSON.stringify(openApiDocument("1.2.3"))) as {
  openapi: string;
  info: { version: string };
  paths: Record<
    string,
    Record<string, { operationId: string; parameters: unknown[]; responses: Record<string, unknown> }>
  >;
  components: { schemas: Record<string, { $id?: string; properties: Record<string, unknown> }> };
};
const described = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
);

test("is OpenAPI 3.1 of this version", () => {
  expect([document.openapi, document.info.version]).toEqual(["3.1.0", "1.2.3"]);
});

test("describes every handler of the app and no other", () => {
  expect(described.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(handlersOnDisk());
  expect(described).toHaveLength(operations.length);
});

test("every reference leads to a schema, and every schema is referred to", () => {
  const referred = new Set(referencesIn(document));
  const defined = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
  expect(referred).toEqual(defined);
});

test("every operation has a name of its own, an answer, and its path's parameters", () => {
  const names = described.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, operation } of described) {
    expect(Object.keys(operation.responses).some((status) => status.startsWith("2"))).toBe(true);
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const given = (operation.parameters as { in: string; name: string }[]).filter(
      (parameter) => parameter.in === "path",
    );
    expect(given.map(({ name }) => name)).toEqual(wanted);
  }
});

test("schemas carry the contract: quantities are strings of digits, an address is required", () => {
  expect(document.components.schemas.AddWalletRequest).toEqual({
    type: "object",
    properties: {
      address: { type: "string", minLength: 1, maxLength: 300 },
      label: { type: "string", maxLength: 80 },
    },
    required: ["address"],
    additionalProperties: false,
  });
  expect(document.components.schemas.Transaction?.properties.netLovelace).toEqual({
    type: "string",
    pattern: "^-?\\d+$",
    description: "Exact integer of the smallest unit, as a decimal string",
  });
});

test("shows what a query takes", () => {
  const limit = document.paths["/api/transactions"]?.get?.parameters.find(
    (one) => (one as { name: string }).name === "limit",
  );
  expect(limit).toEqual({
    name: "limit",
    in: "query",
    required: false,
    schema: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  });
});
