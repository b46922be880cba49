import { addressAt, alternativeAt, DatumError, hashAt, intAt, itemsAt } from "@/lib/protocols/datum";
import { minswapStableReader } from "@/lib/protocols/minswap-stable-pool";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const steps: readonly { kind: OrderKind; minimum: number | null }[] = [
  { kind: "swap", minimum: 2 },
  { kind: "deposit", minimum: 0 },
  { kind: "withdraw", minimum: null },
  { kind: "withdraw", minimum: null },
  { kind: "zap_out", minimum: 1 },
];

/** As V1, but a step names its assets by their place in the pool. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const step = steps[alternativeAt(data, 3)];
  if (step === undefined) throw new DatumError(`step ${alternativeAt(data, 3)} is unknown`);
  const maxFeeLovelace = intAt(data, 4);
  const depositLovelace = intAt(data, 5);
  const minima =
    step.minimum === null ? itemsAt(data, 3, 0).map((_, i) => intAt(data, 3, 0, i)) : [intAt(data, 3, step.minimum)];
  return {
    kind: step.kind,
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 1),
    offered: offeredFrom(step.kind, value, maxFeeLovelace + depositLovelace),
    isOfferExact: true,
    wanted: minima.map((minimum) => ({ unit: null, minimum })),
    maxFeeLovelace,
    depositLovelace,
  };
}

export const minswapStable = {
  id: "minswap-stable",
  name: "Minswap Stableswap",
  kind: "dex",
  site: "https://minswap.org",
  scripts: [
    {
      role: "order",
      grade: "B",
      source: "minswap/sdk:src/types/constants.ts",
      hashes: [
        "4c4d65a0616f60adc2cba70f533705233b1d7e8cb3e9868cdca39d86",
        "62d3e3975c6ec02d4002640413368a2d46ea10548b1cd217a3e9b7cd",
        "96c2d95fc73740ef18abb95af68be279f80bb711eb69a527f3b1d713",
        "865085a4d810ed21f7677bdf3b1a93e1b75fd17f246d7f0243493cde",
        "6d0241ff7fa052c63645a75e189f84214b6be062f59d6ac9c7bbb2c1",
        "fb65ab56748b6c2894d04e68c0b92fc2a00178303ef1ee62a539afda",
        "f5da441786eef04048a9f59fff53c5c9ef101a59ad0488e1a8aa3897",
        "2aa1ae236856def55f77e6bb1aa5b43801ec0097f9e0a69fa24fc0ed",
        "f1d4865bce47591d67ec320e92eeb26b917389e65f8fb12bb9b38877",
        "e296ea95bb834b0816ee6b700fb008c1e52d7508728b914ff3f52764",
        "2c3a242850258ed3ebf501bb9515a159370de774a86fa70e27f24075",
        "9fb4b54c367463bd3da3d2e8aa9357133ef7b489adb1cf9cb2e8dd70",
        "baef35198c17567a43cf11a5d049b83f664241b35a666f5988f08092",
      ],
    },
    {
      role: "pool",
      grade: "B",
      source: "minswap/sdk:src/types/constants.ts",
      hashes: [
        "3d6b603c4c4abe4273223b45a858e7f546b8c520048f43218e250c66",
        "8edad0df48fe66f9785b327321abb50b23d4b37bc4250504632be59e",
        "68a7a481d2221939af26d24ab146b7695cdb5cfb2b73b319a5449227",
        "8cd62e5a2553c5d57be78ba0058451b925b4f1d111a2f6fd5c73a94b",
        "8fe23277978e4cdefaaf278f5c6f534de8b361cb6cb178a622a71319",
        "b109e0ae17302c6f185883f2e1eea8cf54fa2386ddf3e32769674a91",
        "17b793894c04d15b79a6b7fdbfd75ba273b2d3229c4a9717f6221a7a",
        "aae7c6c0a2d37ef5aa4ed1fca519949fd9f6588318839dc5d7c7b27f",
        "1cd639e0731532fb27252504801100c9cd0f31419c0c63c914301771",
        "119a5401c8942c2a8f49d2372ed090868aff53a6211a8600ec0bc13e",
        "85c162aaf17039cb3f9949dcd7fc5d81020bcb18dd764d2b21dddabc",
        "5ec0bf47958dfa60def3b4e96b89953fa51f99c288fcb61495f9b9c7",
        "a2f52338d5ab1d9f0c603a51c07168aafebf54f5d708b2abe71988c6",
      ],
    },
    {
      role: "order",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/minswap/constants.ts",
      hashes: ["01dbf30889e419e67f38dde1cc0c265da01d83c42f868128a87376b6"],
    },
    {
      role: "pool",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/minswap/constants.ts",
      hashes: ["71b00bb6a54422cad7de4e784ced3a1aa9cd2974303f89d026b8756c"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: [
        "2c07095028169d7ab4376611abef750623c8f955597a38cd15248640",
        "ac49e0969d76ed5aa9e9861a77be65f4fc29e9a979dc4c37a99eb8f4",
        "31f92531ac9f1af3079701fab7c66ce997eb07988277ee5b9d640301",
        "5b042cf53c0b2ce4f30a9e743b4871ad8c6dcdf1d845133395f55a8e",
        "b69f5d48c91297142c46b764b69ab57844e3e7af9d7ba9bc63c3c517",
        "5827249dcaf49ce7ccae2e0577fd9bf9514a4c34adabc7eb57e19259",
        "40b6f8a17ba5d9bab02fc776c9677212b40bfc3df77346f0b1edcba6",
        "48bee898de501ff287165fdfc5be34818f3a41e474ae8f47f8c59f7a",
        "5f0d38b3eb8fea72cd3cbdaa9594a74d0db79b5a27e85be5e9015bd6",
        "5fd1180269cd5a01f397f37a17981424a3ec3bdab1e743a61f3bb113",
        "b6b60bf469adb18c21ff3ad06bbdb9e78327b34d4c15db162de53b1c",
        "d4e0b170fc503735b260b1a0c99223c2b4e6dd6e87ccdcabfba28b8a",
        "d3facc199b218a60723500bb80fcfc091f5bd67bdb74df4c099d8174",
      ],
    },
  ],
  readOrder,
  pools: minswapStableReader,
  cancelAlternative: 1,
} as const satisfies Protocol;
