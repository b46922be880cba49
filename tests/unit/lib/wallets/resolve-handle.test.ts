import { beforeEach, describe, expect, test, vi } from "vitest";
import { blockfrostBudget } from "@/lib/budget/budget";
import * as chain from "@/lib/blockfrost/chain";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { AppError } from "@/lib/contract/app-error";
import { resolveSubject } from "@/lib/wallets/resolve-subject";
import * as c from "../../../support/cbor-hex";
import { setEnvironment } from "../../../support/environment";
import { constr } from "../../../support/plutus-hex";
import { address, hashOf } from "../../../support/raw-tx-fixture";

vi.mock("@/lib/blockfrost/chain");
vi.mock("@/lib/budget/budget");
setEnvironment();

const policy = "f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a";
const hex = (text: string) => Buffer.from(text).toString("hex");
const bare = (name: string) => policy + hex(name);
const nft = (name: string) => `${policy}000de140${hex(name)}`;
const virtual = (name: string) => `${policy}00000000${hex(name)}`;

const [payment, stake, script] = [hashOf("a1"), hashOf("50"), hashOf("5c")];
const wallet = `01${payment}${stake}`;
/** A contract for all, one with a seller's stake key, and one with a stake script. */
const contracts = {
  enterprise: `71${script}`,
  ofSeller: `11${script}${stake}`,
  ofScript: `31${script}${hashOf("5d")}`,
};

/** What the chain holds: the address of each unit, and the datum that lies beside it. */
let held: Readonly<Record<string, { readonly at: string; readonly datum?: string; readonly datumHash?: string }>> = {};
let asked: string[] = [];

beforeEach(() => {
  held = {};
  asked = [];
  vi.mocked(blockfrostBudget).take.mockResolvedValue({ granted: 1 } as never);
  vi.mocked(chain.assetHolders).mockImplementation((unit) => {
    asked.push(unit);
    const holder = held[unit];
    return Promise.resolve(holder === undefined ? null : [{ address: address(holder.at) }]);
  });
  vi.mocked(chain.listUnspentAt).mockImplementation((at, unit) => {
    const holder = held[unit];
    if (holder === undefined || address(holder.at) !== at) return Promise.resolve(null);
    const output = {
      ...{ address: at as PaymentAddress, output_index: 0, tx_hash: "aa".repeat(32) },
      amount: [{ unit, quantity: 1n }],
    };
    return Promise.resolve([
      { ...output, data_hash: holder.datumHash ?? null, inline_datum: holder.datum ?? null },
    ] as never);
  });
  vi.mocked(chain.datumCbor).mockImplementation((hash) => Promise.resolve({ cbor: hash } as never));
});

const resolve = (text: string) => resolveSubject("user", text);
async function refusalOf(text: string) {
  const error: unknown = await resolve(text).catch((thrown: unknown) => thrown);
  return error instanceof AppError ? [error.code, error.message] : error;
}

describe("a handle", () => {
  test.each([
    ["$shop", "shop"],
    [" $Shop ", "shop"],
    ["$SHOP", "shop"],
    ["$a", "a"],
    ["$a.b-c_9", "a.b-c_9"],
    ["$fifteen-letters", "fifteen-letters"],
    ["$.-_", ".-_"],
  ])("%s is where its token lies, old or new", async (text, name) => {
    const right = { kind: "account", address: address(wallet) };
    held = { [bare(name)]: { at: wallet } };
    expect(await resolve(text)).toMatchObject(right);
    held = { [nft(name)]: { at: wallet } };
    expect(await resolve(text)).toMatchObject(right);
    expect(asked).toEqual([bare(name), bare(name), nft(name)]);
  });

  test.each([
    ["pay@shop", "pay@shop"],
    ["Pay.1@SHOP-2", "pay.1@shop-2"],
    ["twelve-lette@fifteen-letters", "twelve-lette@fifteen-letters"],
  ])("$%s is a subhandle: an NFT of its own", async (text, name) => {
    held = { [nft(name)]: { at: wallet } };
    expect(await resolve(`$${text}`)).toMatchObject({
      kind: "account",
      subject: expect.stringMatching(/^stake1u/) as string,
    });
    expect(asked).toEqual([nft(name)]);
  });

  test.each([
    "$",
    "$ ",
    "$sixteen-letters-",
    "$a b",
    "$a@",
    "$@b",
    "$a@b@c",
    "$a@sixteen-letters-x",
    "$thirteen-letters@fifteen-letters",
    "$é",
    "$a/b",
    "$$a",
  ])("%s is none", async (text) => {
    expect(await refusalOf(text)).toEqual(["invalid_address", expect.stringContaining("up to 15 letters")]);
    expect(asked).toEqual([]);
  });

  test("that nobody holds is not found", async () => {
    expect(await refusalOf("$Nobody")).toEqual(["handle_not_found", "Nobody holds the handle $nobody on mainnet."]);
    expect(await refusalOf("$no@body")).toEqual(["handle_not_found", "Nobody holds the handle $no@body on mainnet."]);
  });
});

describe("at a contract", () => {
  test.each([bare, nft])("it stands for nobody's wallet", async (unitOf) => {
    for (const at of [contracts.enterprise, contracts.ofScript, `51${script}8198bd431b03`]) {
      held = { [unitOf("forsale")]: { at } };
      expect(await refusalOf("$ForSale")).toEqual([
        "handle_not_found",
        expect.stringMatching(/\$forsale lies at a contract.*sale/),
      ]);
    }
  });

  test("it stands for its seller's account where the contract carries that one's stake key", async () => {
    held = { [bare("forsale")]: { at: contracts.ofSeller } };
    const { subject } = await resolve("$forsale");
    held = { [bare("mine")]: { at: wallet } };
    expect(subject).toBe((await resolve("$mine")).subject);
  });

  test("a bare key's address, a pointer address and one of Byron are wallets", async () => {
    for (const at of [`61${payment}`, `41${payment}8198bd431b03`]) {
      held = { [bare("mine")]: { at } };
      expect(await resolve("$mine")).toEqual({ kind: "address", subject: address(at), address: address(at) });
    }
    const byron = "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi";
    vi.mocked(chain.assetHolders).mockResolvedValue([{ address: byron }]);
    expect(await resolve("$old")).toEqual({ kind: "address", subject: byron, address: byron });
  });
});

describe("a virtual subhandle", () => {
  const key = (text: string) => c.bytes(hex(text));
  const pairs = (...entries: [string, string][]) => c.map(...entries.map(([k, v]): [string, string] => [key(k), v]));
  const datumOf = (ada: string, place: 0 | 2 = 2) => {
    const said = pairs(["resolved_addresses", pairs(["btc", c.bytes("00")], ["ada", c.bytes(ada)])]);
    const others = pairs(["name", key("$pay@shop")]);
    return constr(0, place === 0 ? said : others, c.int(1), place === 2 ? said : others);
  };

  test("stands for the address that its datum says, inline or by its hash", async () => {
    const at = contracts.enterprise;
    const right = { kind: "account", address: address(wallet) };
    for (const place of [0, 2] as const) {
      held = { [virtual("pay@shop")]: { at, datum: datumOf(wallet, place) } };
      expect(await resolve("$Pay@Shop")).toMatchObject(right);
    }
    held = { [virtual("pay@shop")]: { at, datumHash: datumOf(wallet) } };
    expect(await resolve("$pay@shop")).toMatchObject(right);
  });

  test("that ran out is refused with the day, and one that did not is followed", async () => {
    const until = (time: number | bigint) => {
      const said = pairs(
        ["virtual", pairs(["expires_time", c.int(time)], ["public_mint", c.int(0)])],
        ["resolved_addresses", pairs(["ada", c.bytes(wallet)])],
      );
      held = { [virtual("pay@shop")]: { at: contracts.enterprise, datum: constr(0, c.map(), c.int(1), said) } };
    };
    const day = Date.UTC(2024, 4, 6);
    for (const past of [day, day / 1_000]) {
      until(past);
      expect(await refusalOf("$pay@shop")).toEqual([
        "handle_not_found",
        "The subhandle $pay@shop ran out on 2024-05-06. Paste the wallet's address instead.",
      ]);
    }
    for (const open of [0, Date.UTC(2100, 0, 1), Date.UTC(2100, 0, 1) / 1_000]) {
      until(open);
      expect(await resolve("$pay@shop")).toMatchObject({ kind: "account", address: address(wallet) });
    }
  });

  test("whose datum says no address, another network's or a contract's is refused", async () => {
    const refused = async (datum?: string) => {
      held = { [virtual("pay@shop")]: { at: contracts.enterprise, ...(datum !== undefined && { datum }) } };
      return (await refusalOf("$pay@shop")) as string[];
    };
    for (const datum of [
      undefined,
      "ff",
      c.int(7),
      constr(0),
      datumOf(""),
      datumOf(`01${payment}`),
      constr(0, pairs(["resolved_addresses", c.int(1)])),
    ])
      expect(await refused(datum)).toEqual([
        "handle_not_found",
        "The subhandle $pay@shop says no address that can be followed.",
      ]);
    expect((await refused(datumOf(`00${payment}${stake}`)))[0]).toBe("wrong_network");
    expect((await refused(datumOf(contracts.enterprise)))[1]).toContain("contract");
  });
});

test("each call is taken from the budget, and a busy chain is told", async () => {
  vi.mocked(blockfrostBudget).take.mockResolvedValue({ granted: 0 } as never);
  expect(await refusalOf("$mine")).toEqual(["chain_unavailable", expect.stringContaining("busy")]);
  expect(asked).toEqual([]);
});
