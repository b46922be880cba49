import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { lovelace, unitOf } from "@/lib/cardano/unit";
import { readPool, type FoundPool } from "@/lib/protocols/read-pool";
import { array, bytes, int, tag } from "@/tests/support/cbor-hex";
import { asset, constr, nothing } from "@/tests/support/plutus-hex";

/** Pools written by hand as their makers' sources give them, where no recorded transaction shows one. */
export interface MadePool {
  readonly script: CredentialHash;
  readonly value: ReadonlyMap<Unit, bigint>;
  readonly datum: string;
  /** What only the protocol can put there. */
  readonly validity: readonly Unit[];
}

const tokenPolicy = "77".repeat(28);
const tokenName = "544f4b";
export const madeToken = unitOf(tokenPolicy, tokenName);
const token = asset(tokenPolicy, tokenName);
const allLp = 9_223_372_036_854_775_807n;
const ints = (...values: (bigint | number)[]) => values.map(int);

const djed = "8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61446a65644d6963726f555344" as Unit;
const usdc = "25c5de5f5b286073c593edfd77b48abc7a48e5a4f3d4cd9d428ff93555534443" as Unit;

function made(script: string, validity: readonly Unit[], held: readonly (readonly [Unit, bigint])[], datum: string) {
  const value = new Map<Unit, bigint>([...validity.map((unit) => [unit, 1n] as const), ...held]);
  return { script: parseCredentialHash(script), validity, value, datum } satisfies MadePool;
}

/** 1,000 USDC and 998 DJED, whose balances the datum tells in millionths and hundredths of them. */
export function minswapStablePool(): MadePool {
  const nft = "d97fa91daaf63559a253970365fb219dc4364c028e5fe0606cdbfff9555344432d444a45442d534c50" as Unit;
  const balances = [100_000_000_000n, 1_010_000_000n] as const;
  return made(
    "8edad0df48fe66f9785b327321abb50b23d4b37bc4250504632be59e",
    [nft],
    [
      [lovelace, 3_000_000n],
      [usdc, balances[0] + 500n],
      [djed, balances[1] + 7n],
    ],
    constr(0, array(...ints(...balances)), ...ints(200_000_000_000n, 100), bytes("11".repeat(28))),
  );
}

const sundaeStable = "4de79a0c17180030bff4c36825cb6e99caa007bc632f789561a26d56";

/** The pool of a test in sundae-contracts: two times 1,000, A = 200, D = 2,000; with fees that belong to others. */
export function sundaeStablePool(lpFees = 0, protocolFees = 0): MadePool {
  const ident = "ab".repeat(28);
  return made(
    sundaeStable,
    [unitOf(sundaeStable, `000de140${ident}`)],
    [
      [lovelace, 1_000_000_000n + 5_000_000n + 40n],
      [madeToken, 1_000_000_000n + 70n],
    ],
    constr(
      0,
      bytes(ident),
      array(array(bytes(""), bytes("")), array(bytes(tokenPolicy), bytes(tokenName))),
      int(2_000_000_000n),
      array(...ints(lpFees, lpFees)),
      array(...ints(protocolFees, protocolFees)),
      nothing,
      int(0),
      array(...ints(5_000_000, 40, 70)),
      int(200),
      // A bignum: it has more than 64 bits.
      tag(2, bytes(2_000_000_000_000_000_000_000n.toString(16))),
      nothing,
    ),
  );
}

/** With another fee each way; recorded pools have one for both. */
export function sundaeV3Pool(): MadePool {
  const [policy, ident] = ["e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b", "ab".repeat(28)];
  const fees = ints(30, 50);
  return made(
    policy,
    [unitOf(policy, `000de140${ident}`)],
    [
      [lovelace, 1_000_000_000n + 7_000_000n],
      [madeToken, 4_000_000_000n],
    ],
    constr(
      0,
      bytes(ident),
      array(array(bytes(""), bytes("")), array(bytes(tokenPolicy), bytes(tokenName))),
      int(2_000_000_000),
      ...fees,
      nothing,
      ...ints(0, 7_000_000),
    ),
  );
}

const wingriders = "6fdc63a1d71dc2c65502b79baae7fb543185702b12c3c5fb639ed737";
const wingridersLp = unitOf(wingriders, "cd".repeat(32));

function wingridersPool(script: string, fees: readonly number[], specifics: string): MadePool {
  return made(
    script,
    [unitOf(wingriders, "4c")],
    [
      [lovelace, 1_000_000_000n + 3_000_000n + 12n],
      [madeToken, 2_000_000_000n + 120n],
      [wingridersLp, allLp - 900_000n],
    ],
    constr(
      0,
      bytes("11".repeat(28)),
      ...["", "", tokenPolicy, tokenName].map(bytes),
      ...ints(...fees, 10_000, 2_000_000, 0, 2, 20, 4, 40, 6, 60),
      nothing,
      nothing,
      specifics,
    ),
  );
}

export const wingridersV2Pool = (): MadePool =>
  wingridersPool("af97793b8702f381976cec83e303e9ce17781458c73c4bb16fe02b83", [30, 5, 3, 2], constr(0));

/** One ADA for two tokens: both have the same worth in the curve. */
export const wingridersV2StablePool = (): MadePool =>
  wingridersPool(
    "946ae228430f2fc64aa8b3acb910ee27e9b3e47aa8f925fac27834a1",
    [5, 1, 0, 0],
    constr(0, ...ints(4_000_000_000n, 2, 1)),
  );

/** A fork of Minswap V1, in two versions. */
export function muesliswapPool(version: 1 | 2): MadePool {
  const [script, factory, nft] =
    version === 1
      ? ["e8baad9288dc9abdc099b46f2ac006b1a82c7df4996e067f00c04e8d", "ffcdbb91", "7a8041a0"]
      : ["7045237d1eb0199c84dffe58fe6df7dc5d255eb4d418e4146d5721f8", "de9b7567", "90913308"];
  const whole: Readonly<Record<string, string>> = {
    ffcdbb91: "ffcdbb9155da0602280c04d8b36efde35e3416567f9241aff0955269",
    de9b7567: "de9b756719341e79785aa13c164e7fe68c189ed04d61c9876b2fe53f",
    "7a8041a0": "7a8041a0693e6605d010d5185b034d55c79eaf7ef878aae3bdcdbf67",
    "90913308": "909133088303c49f3a30f1cc8ed553a73857a29779f6c6561cd8093f",
  };
  return made(
    script,
    [unitOf(whole[factory] ?? "", "4d7565736c69537761705f414d4d"), unitOf(whole[nft] ?? "", "ab01")],
    [
      [lovelace, 1_000_000_000n],
      [madeToken, 4_000_000_000n],
    ],
    constr(0, asset(), token, ...ints(2_000_000_000, 30, 0), nothing),
  );
}

export function cswapPool(lpPolicy = "16c66059d8ed65d35a64b229e34bfcd01899de45379a35c3aa74c7a5"): MadePool {
  return made(
    "ed97e0a1394724bb7cb94f20acf627abc253694c92b88bf8fb4b7f6f",
    [unitOf(lpPolicy, "63")],
    [
      [lovelace, 1_000_000_000n],
      [madeToken, 4_000_000_000n],
    ],
    constr(0, ...ints(2_000_000_000, 85), ...["", "", tokenPolicy, tokenName, lpPolicy, "432d4c50"].map(bytes)),
  );
}

const [nftPolicy, lqPolicy] = ["11".repeat(28), "33".repeat(28)];
export const madeNft = unitOf(nftPolicy, "6e6674");
const lq = unitOf(lqPolicy, "6c71");
const head = [asset(nftPolicy, "6e6674"), asset(), token, asset(lqPolicy, "6c71")];

/** Pools of Spectrum, TeddySwap and Splash: `poolNft, x, y, lq` and what follows. */
export function spectrumLike(script: string, ...rest: readonly string[]): MadePool {
  return made(script, [madeNft], spectrumHeld, constr(0, ...head, ...rest));
}

const spectrumHeld: readonly (readonly [Unit, bigint])[] = [
  [lovelace, 1_000_000_000n],
  [madeToken, 4_000_000_000n],
  [lq, allLp - 5_000n],
];

const splashScripts = {
  weighted: "f60fd1e70f4b9dfc09cdde8d7f7f1277de2694c82a516d7d3cc9e03e",
  feeSwitch: "f002facfd69d51b63e7046c6d40349b0b17c8dd775ee415c66af3ccc",
  bidirectional: "680f52841c06f32cecdcdeff2c20ce6b70c2a5249b94d1a2b4eff294",
} as const;

export const splashPool = (form: keyof typeof splashScripts): MadePool => {
  const apart = ints(30, 40);
  if (form === "weighted") return spectrumLike(splashScripts.weighted, ...ints(99_700, 10), ...apart, ...ints(0, 0));
  if (form === "feeSwitch")
    return spectrumLike(splashScripts.feeSwitch, ...ints(99_700, 10), ...apart, ...ints(0, 0, 0));
  return spectrumLike(splashScripts.bidirectional, ...ints(99_700, 99_600, 10), ...apart, ...ints(0, 0, 0));
};

/** The pool of a test in splash-offchain-multiplatform: 255 of each, a thousand times finer on the ADA side. */
export function splashStablePool(): MadePool {
  const apart = [220_000_220n, 88_088n] as const;
  return made(
    "5d3df99fcfbbf282bd76a3d76a2e30bdd22e61c56f1462447938933b",
    [madeNft],
    [
      [lovelace, 475_000_220n],
      [madeToken, 343_088n],
      [lq, allLp - 510_000_000n],
    ],
    constr(
      0,
      asset(nftPolicy, "6e6674"),
      int(4_800),
      asset(),
      token,
      ...ints(1, 1_000),
      asset(lqPolicy, "6c71"),
      ...[nothing, nothing],
      ...ints(20_000, 50_000),
      ...[bytes(nftPolicy), bytes(nftPolicy)],
      ...ints(...apart),
    ),
  );
}

export const teddyswapPool = (): MadePool =>
  spectrumLike("28bbd1f7aebb3bc59e13597f333aeefb8f5ab78eda962de1d605b388", int(997), array(), int(0));
export const spectrumPool = (): MadePool =>
  spectrumLike("e628bfd68c07a7a38fcd7d8df650812a9dfdbee54b1ed4c25c87ffbf", int(995), array(), int(0));

/** One of each, for what must hold of all. */
export const madePools: Readonly<Record<string, MadePool>> = {
  "Minswap stable": minswapStablePool(),
  "Sundae V3": sundaeV3Pool(),
  "Sundae stable": sundaeStablePool(3, 1),
  "WingRiders V2": wingridersV2Pool(),
  "WingRiders V2 stable": wingridersV2StablePool(),
  "MuesliSwap V1": muesliswapPool(1),
  "MuesliSwap V2": muesliswapPool(2),
  CSWAP: cswapPool(),
  TeddySwap: teddyswapPool(),
  Spectrum: spectrumPool(),
  "Splash weighted": splashPool("weighted"),
  "Splash fee switch": splashPool("feeSwitch"),
  "Splash both ways": splashPool("bidirectional"),
  "Splash stable": splashStablePool(),
};

export const readMade = ({ script, value, datum }: MadePool): FoundPool | null => readPool(script, value, datum);

/** The pool; throws where it is none. */
export function poolFrom(made: MadePool): FoundPool {
  const pool = readMade(made);
  if (pool === null) throw new Error("the hand-made pool is none");
  return pool;
}
