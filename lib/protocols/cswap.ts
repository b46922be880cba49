import type { Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { addressAt, alternativeAt, hashAt, hexAt, intAt, itemsAt, unitFrom } from "@/lib/protocols/datum";
import type { OrderKind, OrderTerms, OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const kinds: readonly OrderKind[] = ["swap", "zap_in", "zap_out"];

/** `[[policy, name, amount], …]`. */
function quantitiesAt(data: PlutusData, field: number): [Unit, bigint][] {
  return itemsAt(data, field).map((row) => [unitFrom(hexAt(row, 0), hexAt(row, 1)), intAt(row, 2)]);
}

/** `owner, target, input, type, slippage, fee`. */
function readOrder({ data, network }: OrderUtxo): OrderTerms {
  return {
    kind: kinds[alternativeAt(data, 3)] ?? "other",
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 0),
    offered: new Map(quantitiesAt(data, 2)),
    isOfferExact: true,
    wanted: quantitiesAt(data, 1).map(([unit, minimum]) => ({ unit, minimum })),
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

export const cswap = {
  id: "cswap",
  name: "CSWAP",
  kind: "dex",
  site: "https://www.cswap.fi",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      note: "order",
      hashes: ["da5b47aed3955c9132ee087796fa3b58a1ba6173fa31a7bc29e56d4e"],
    },
    {
      role: "pool",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      note: "pool",
      hashes: ["ed97e0a1394724bb7cb94f20acf627abc253694c92b88bf8fb4b7f6f"],
    },
    {
      role: "staking",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      hashes: ["1b26cc41dcd8530a4ba9ae584922b5957c365583a25eda8770597a6b"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: [
        "16c66059d8ed65d35a64b229e34bfcd01899de45379a35c3aa74c7a5",
        "8e50527b8cc1763348b393dca349bf04385ee12d4568afa0c8a457a9",
        "a3437274f93dfdf36e949a4d9533e964aebde7a1cd229baeca7bdafa",
        "a00d48eff61d8cfd86b5795d0b15015b84a33f139f22e7c8e3005c34",
        "94f29ef62b5e06d3512802ad433ed01ce6cfc96661692f663e96de9c",
        "a6cac126e9359013523291c91304629e2b7da3f08f2e56c2fca0797d",
        "3a62e392d391502c5413d083f77dfa5c180da787f3aef9eb588a2d8a",
        "b0eeb31d98451d0e843a3a488d8bd65d5e3a91370f6c95079d99bf08",
        "0868e467c9693a3f4b8d93500ab79a755b9a9def3e38cc675a0808c5",
        "354b8d452dcf7900011f6709437265032c7c99504a214f87cc947a26",
        "695cbfeaeee5d911d3786cd6b1d553eb8f73b6a5a20a189b09c00e15",
        "6c65cce5f0fef7ee8649e7c323ccbb7721a342843ed1760026853ab9",
        "d60f3d44a21ee925c4fb7416247917b8572a27da4c4d9f8aa1332206",
        "1372dcec56364a1890704d25010fa46a9fde65d47e027176c359c147",
        "2c6c0cf80eb68ea69cf8cf36b3719348171defe2f7ba61be330bb6c6",
        "007efebf8a8935449d56c8bd43c80526ca1ed742d0a1d9d9493ea42b",
        "da424e8bd9cb40a0876bcfef18916c4bb00074c868814fb183018635",
        "83911d2a8db0a1c307f025c873359a3f2f0c580d5572e3c01f846f6f",
        "c3c6686be48991209904f9652d9e6ba6e2c946429c5d68d0a3dd5792",
        "667f1376eb9e05eab498ed584f3ce1ec60900af7b5d36d2a61cd92c9",
        "a197a89a4fa110ddb0bb817a2d7cd8cb20aa0eed05e04978e0980a48",
        "9a7bd045d5e30327546978105c8090e9081417cca350ef768741b6ff",
        "48c6bb759f0cfd382208c740c85ceafef1f2654d88d5e38b144fb81c",
        "75fc97a278e8cffaf9ab3d39091ad8adad75def27dd37ab292dbbc17",
        "5c0ab201ed0c4628f888fb42d29d68435c9c525c63142181d225e5ab",
        "415afd52d8c899ceb59caf4740647b14f4ed82bba222fb4c07751dbf",
        "ea44ac20a8b4ecd36e38856fd71e04475feb4b510e0395b0cd2c654c",
        "f4a14807c5d2f054da08e84d8c6971efd98ebde8fff14fe604a8719c",
        "5d26e3aea878995dbca6d15596a8a7efa761b66d7d39cb00e92bddb5",
        "f17601d721a675091108f222f5813d84e25e4d23ac93a1b309bfa6bd",
        "48d5c66c1c29a86bb6e4f97fe418285eac39da91abac1c837fa88c86",
        "3b2701c553afb6129a9de800f923014b3a1c797d6fbb3dce3334004e",
        "38c7b6b40102bcf70c9d9dcf8c3f67f1a301dd0709d2b39d87da2215",
        "00be0f573c07765ece354da722185044e48db3065ccb807c34570c4d",
        "61f15ada01a4b77252547f708c0ef9bc59d30488f4b05c09da48cd1d",
        "06b2529f7ac55d9f94a8a64de245fe87996c2ff1949c14797fd38c44",
        "1f82c2bdfa2e02acf2d24773c8648fa4a4e0d2b186c5e280526bfc69",
        "e154abc5261d94581a78a6be7006692206415629a855d26b5e9a1a9a",
        "c7356932be555d23958cea0b5284d8bb1bbc6dfe18a6adfbbece7006",
        "1019c1b240938428293bcf0f59ca84b5d11681bb44b956006ed6096b",
        "e4eb1f1277d8d4a909263871fccf040728e49bb95db9e29a178bbb77",
        "38c35e7ebd028880927153ba394b019faf253d39b0ba0c24461beb89",
        "da9742865ca6db21c117770f382fdb903598dc03fd4e3aceb4625eb1",
        "3976f3dac48a78086cd6fef474060ba909a131805156857b675860da",
        "28a37ea1cc0569ce138fa5a2e4549396a74f227ec92d2e1acd5f0207",
      ],
    },
  ],
  readOrder,
  cancelAlternative: 0,
} as const satisfies Protocol;
