import { hexToBytes } from "@noble/hashes/utils.js";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import type { Protocol } from "@/lib/protocols/protocol";

export const adaHandle = {
  id: "ada-handle",
  name: "ADA Handle",
  kind: "nft",
  site: "https://handle.me",
  scripts: [
    {
      role: "settings",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AdaHandle.json",
      hashes: [
        "6c043fc9e3f4dfbabe01e07a54fcf8aa3eaa38e82777b10f9461859c",
        "d84e5bd5394b96cb61104439732fdf31fe272275f4a3235c105bc332",
        "5cd18d995b79d3dab1d5190f84d73f3966610420254ac0379bbbfe1a",
        "503d94a31d3e6c3592323962a263273e2557c749f35e36e5a2d69011",
      ],
    },
  ],
  policies: [
    {
      role: "nft",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/treasury/yamfore.js",
      note: "handle NFT",
      hashes: ["f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a"],
    },
  ],
} as const satisfies Protocol;

const hexOf = (text: string) => Buffer.from(text).toString("hex");

function member(data: PlutusData | undefined, name: string): PlutusData | undefined {
  if (data?.kind !== "map") return undefined;
  return data.entries.find(({ key }) => key.kind === "bytes" && key.hex === hexOf(name))?.value;
}

/** What the datum of a virtual subhandle says. */
export interface VirtualHandle {
  /** Null where it says none that can be read. */
  readonly address: ParsedAddress | null;
  /** Until when it was paid for; null where it does not say. */
  readonly until: Date | null;
}

/** Seconds until now have ten digits, milliseconds thirteen. */
const leastMilliseconds = 100_000_000_000n;
const latest = 8_640_000_000_000_000n;

/**
 * What a virtual subhandle stands for, and until when: `resolved_addresses.ada`, raw bytes, and `virtual.expires_time` in a map
 * of its own token's datum (koralabs/handles-public-api, `savePersonalizationChange`; koralabs/kora-labs-common, `IPzDatum`).
 */
export function readVirtualHandle(datum: PlutusData): VirtualHandle {
  const maps = datum.kind === "constr" ? datum.fields : [datum];
  const said = (outer: string, inner: string) =>
    maps.map((map) => member(member(map, outer), inner)).find((each) => each !== undefined);
  return { address: addressOf(said("resolved_addresses", "ada")), until: timeOf(said("virtual", "expires_time")) };
}

function addressOf(said: PlutusData | undefined): ParsedAddress | null {
  try {
    return said?.kind === "bytes" ? parseAddressBytes(hexToBytes(said.hex)) : null;
  } catch {
    return null;
  }
}

function timeOf(said: PlutusData | undefined): Date | null {
  if (said?.kind !== "int" || said.value <= 0n || said.value > latest) return null;
  return new Date(Number(said.value < leastMilliseconds ? said.value * 1_000n : said.value));
}
