import type { Unit } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { lovelace } from "@/lib/cardano/unit";
import type { StoredPool } from "@/lib/market/pool-store";

const poolPolicy = "0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1";
const factory = "13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f4d494e53574150" as Unit;
const script = parseCredentialHash("e1317b152faac13426e6a83e06ff88a4d62cce3c1634ab0a5ec13309");

export const madeUnit = (token: number) => `${"ab".repeat(28)}${token.toString(16).padStart(8, "0")}` as Unit;

/** A pool of Minswap V1, which is read of its value alone: the token's only one, in its `version`-th output. */
export function madeTokenPool(token: number, version: number, ada: bigint, tokens: bigint, seenAt: number): StoredPool {
  const poolUnit = `${poolPolicy}${token.toString(16).padStart(64, "0")}` as Unit;
  const txHash = `${token.toString(16).padStart(32, "0")}${version.toString(16).padStart(32, "0")}`;
  return {
    poolUnit,
    dex: "minswap-v1",
    units: [lovelace, madeUnit(token)],
    output: {
      script,
      txHash: txHash as StoredPool["output"]["txHash"],
      index: 0,
      height: null,
      at: null,
      value: [
        [lovelace, (ada * 1_000_000n).toString()],
        [madeUnit(token), tokens.toString()],
        [factory, "1"],
        [poolUnit, "1"],
      ],
      datum: null,
    },
    seenAt,
    bornAt: null,
  };
}
