import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import { aadaV1 } from "@/lib/protocols/aada-v1";
import { adaHandle } from "@/lib/protocols/ada-handle";
import { amaruTreasury } from "@/lib/protocols/amaru-treasury";
import { anetabtc } from "@/lib/protocols/anetabtc";
import { axo } from "@/lib/protocols/axo";
import { butane } from "@/lib/protocols/butane";
import { cerra } from "@/lib/protocols/cerra";
import { coinecta } from "@/lib/protocols/coinecta";
import { cswap } from "@/lib/protocols/cswap";
import { danogo } from "@/lib/protocols/danogo";
import { dexhunter } from "@/lib/protocols/dexhunter";
import { djed } from "@/lib/protocols/djed";
import { dripdropz } from "@/lib/protocols/dripdropz";
import { fluidtokens } from "@/lib/protocols/fluidtokens";
import { geniusyield } from "@/lib/protocols/geniusyield";
import { iagon } from "@/lib/protocols/iagon";
import { indigo } from "@/lib/protocols/indigo";
import { jpgstore } from "@/lib/protocols/jpgstore";
import { lenfi } from "@/lib/protocols/lenfi";
import { levvy } from "@/lib/protocols/levvy";
import { liqwid } from "@/lib/protocols/liqwid";
import { midnightGlacier } from "@/lib/protocols/midnight-glacier";
import { milkomeda } from "@/lib/protocols/milkomeda";
import { minswapFarm } from "@/lib/protocols/minswap-farm";
import { minswapStable } from "@/lib/protocols/minswap-stable";
import { minswapV1 } from "@/lib/protocols/minswap-v1";
import { minswapV2 } from "@/lib/protocols/minswap-v2";
import { muesliswap } from "@/lib/protocols/muesliswap";
import { optim } from "@/lib/protocols/optim";
import { rosen } from "@/lib/protocols/rosen";
import { saturnswap } from "@/lib/protocols/saturnswap";
import { seedelf } from "@/lib/protocols/seedelf";
import { snekfun } from "@/lib/protocols/snekfun";
import { spectrum } from "@/lib/protocols/spectrum";
import { splash } from "@/lib/protocols/splash";
import { strike } from "@/lib/protocols/strike";
import { sundaeFarm } from "@/lib/protocols/sundae-farm";
import { sundaeStable } from "@/lib/protocols/sundae-stable";
import { sundaeV1 } from "@/lib/protocols/sundae-v1";
import { sundaeV3 } from "@/lib/protocols/sundae-v3";
import { teddyswap } from "@/lib/protocols/teddyswap";
import { vyfi } from "@/lib/protocols/vyfi";
import { wanchain } from "@/lib/protocols/wanchain";
import { wingridersFarm } from "@/lib/protocols/wingriders-farm";
import { wingridersV1 } from "@/lib/protocols/wingriders-v1";
import { wingridersV2 } from "@/lib/protocols/wingriders-v2";
import type { PolicyFact, Protocol, ScriptFact } from "@/lib/protocols/protocol";

/** Every protocol that is known, one file each. A new one is a file and a line here. */
export const protocols = [
  aadaV1,
  adaHandle,
  amaruTreasury,
  anetabtc,
  axo,
  butane,
  cerra,
  coinecta,
  cswap,
  danogo,
  dexhunter,
  djed,
  dripdropz,
  fluidtokens,
  geniusyield,
  iagon,
  indigo,
  jpgstore,
  lenfi,
  levvy,
  liqwid,
  midnightGlacier,
  milkomeda,
  minswapFarm,
  minswapStable,
  minswapV1,
  minswapV2,
  muesliswap,
  optim,
  rosen,
  saturnswap,
  seedelf,
  snekfun,
  spectrum,
  splash,
  strike,
  sundaeFarm,
  sundaeStable,
  sundaeV1,
  sundaeV3,
  teddyswap,
  vyfi,
  wanchain,
  wingridersFarm,
  wingridersV1,
  wingridersV2,
] as const satisfies readonly Protocol[];

export type ProtocolId = (typeof protocols)[number]["id"];

/** A protocol's fact about one credential or policy. */
interface Match<Fact> {
  readonly id: ProtocolId;
  readonly protocol: Protocol;
  readonly fact: Fact;
  readonly hash: string;
}
export type ScriptMatch = Match<ScriptFact>;
export type PolicyMatch = Match<PolicyFact>;

const scripts = new Map<string, ScriptMatch>();
const policies = new Map<string, PolicyMatch>();
for (const entry of protocols) {
  const protocol: Protocol = entry;
  for (const fact of protocol.scripts) {
    for (const hash of fact.hashes) if (!scripts.has(hash)) scripts.set(hash, { id: entry.id, protocol, fact, hash });
  }
  for (const fact of protocol.policies) {
    for (const hash of fact.hashes) if (!policies.has(hash)) policies.set(hash, { id: entry.id, protocol, fact, hash });
  }
}

/** What a credential is known for; null for one that no protocol claims. */
export function matchScript(credential: CredentialHash): ScriptMatch | null {
  return scripts.get(credential) ?? null;
}

/** What the policy of a token is known for; null for lovelace and for the tokens of no protocol. */
export function matchUnit(unit: Unit): PolicyMatch | null {
  return policies.get(splitUnit(unit)?.policyId ?? "") ?? null;
}

/** How people call a protocol; its id where a stored one is known no more. */
export function protocolName(id: string): string {
  return protocols.find((protocol) => protocol.id === id)?.name ?? id;
}
