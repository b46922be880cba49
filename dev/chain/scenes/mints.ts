import { paymentAddress, scriptCredential } from "../model/address";
import { encodeCbor } from "../cbor-encode";
import type { ChainTx, Json } from "../model/chain-tx";
import { blake224, fromHex, fromText, toHex } from "../model/digest";
import { constr, datumOf, int } from "../model/plutus-data";
import { CIP68_REFERENCE_HOLDER } from "../model/scripts";
import { add, ada, withAsset } from "../model/value";
import { pay, payWithDatum, type Moment, type World } from "./world";

const ROOM = ada(6_000_000n);
const textHex = (text: string): string => toHex(fromText(text));

/** A native script that one key satisfies, and the policy id that it has. */
function singleKeyPolicy(keyHash: string): { policy: string; script: Uint8Array } {
  const script = encodeCbor([0, fromHex(keyHash)]);
  return { policy: toHex(blake224(new Uint8Array([0, ...script]))), script };
}

/** The wallet's own policy; its stake key signs for it. */
const ownPolicy = (world: World): ReturnType<typeof singleKeyPolicy> => singleKeyPolicy(world.stakeKey.hash);

/** One NFT with CIP-25 metadata under the wallet's own policy. */
export function mintNft(world: World, moment: Moment): ChainTx | null {
  const inputs = world.select(ROOM);
  if (inputs === null) return null;
  const { policy, script } = ownPolicy(world);
  const name = `Picture${world.random.int(1, 999_999)}`;
  const unit = policy + textHex(name);
  const details: Json = {
    name,
    image: "ipfs://QmXhvddYsApbgyKjKwHzfuUwxxJBe5d76hGJSUaxBaK4hh",
    mediaType: "image/png",
  };
  return world.build(moment, {
    inputs,
    outputs: [pay(world.receivingAddress(), withAsset(1_400_000n, unit, 1n))],
    changeTo: world.changeAddress(),
    mint: new Map([[unit, 1n]]),
    metadata: new Map([[721, { [policy]: { [name]: details } }]]),
    nativeScripts: [script],
    signers: [world.stakeKey],
  });
}

/** A CIP-68 pair: the user token to the wallet, the reference token with its metadata datum to a script. */
export function mintCip68(world: World, moment: Moment): ChainTx | null {
  const inputs = world.select(add(ROOM, ada(2_000_000n)));
  if (inputs === null) return null;
  const { policy, script } = ownPolicy(world);
  const name = `Relic${world.random.int(1, 999_999)}`;
  const [userUnit, referenceUnit] = ["000de140", "000643b0"].map((prefix) => policy + prefix + textHex(name));
  if (userUnit === undefined || referenceUnit === undefined) return null;
  const entry = (key: string, text: string): { k: { bytes: string }; v: { bytes: string } } => ({
    k: bytesOf(key),
    v: bytesOf(text),
  });
  const metadata = {
    map: [entry("name", name), entry("image", "ipfs://QmUCXMTcvuJpwHF3gABRr69ceQR2uEG2Fsik9CyWh8MUoQ")],
  };
  const holder = paymentAddress(world.network, scriptCredential(CIP68_REFERENCE_HOLDER));
  return world.build(moment, {
    inputs,
    outputs: [
      pay(world.receivingAddress(), withAsset(1_400_000n, userUnit, 1n)),
      payWithDatum(
        holder,
        withAsset(1_700_000n, referenceUnit, 1n),
        "inline",
        datumOf(constr(0, metadata, int(1n), constr(0))),
      ),
    ],
    changeTo: world.changeAddress(),
    mint: new Map([
      [userUnit, 1n],
      [referenceUnit, 1n],
    ]),
    nativeScripts: [script],
    signers: [world.stakeKey],
  });
}

const bytesOf = (text: string): { bytes: string } => ({ bytes: toHex(fromText(text)) });

/** Burns one token of the wallet's own policy. */
export function burn(world: World, moment: Moment): ChainTx | null {
  const { policy, script } = ownPolicy(world);
  const unit = [...world.balance().assets.keys()].find((held) => held.startsWith(policy));
  if (unit === undefined) return null;
  const inputs = world.select(add(ROOM, withAsset(0n, unit, 1n)));
  if (inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [],
    changeTo: world.changeAddress(),
    mint: new Map([[unit, -1n]]),
    nativeScripts: [script],
    signers: [world.stakeKey],
  });
}

/** Unasked-for: a fresh token whose name is an advertisement, to many. */
export function spam(world: World, moment: Moment): ChainTx | null {
  const { spammer } = world.cast;
  const { policy, script } = singleKeyPolicy(spammer.key.hash);
  const inputs = world.selectOf(spammer, ada(80_000_000n));
  if (inputs === null) return null;
  const name = `claim-at-ada-gift.io ${world.random.int(1, 9_999)}`;
  const unit = policy + textHex(name);
  const receivers = [world.receivingAddress(), ...Array.from({ length: 20 }, () => world.stranger())];
  return world.build(moment, {
    inputs,
    outputs: receivers.map((address) => pay(address, withAsset(1_200_000n, unit, 1n))),
    changeTo: spammer.address,
    mint: new Map([[unit, BigInt(receivers.length)]]),
    metadata: new Map([[674, { msg: ["Visit ada-gift.io to claim your reward"] }]]),
    nativeScripts: [script],
    signers: [spammer.key],
  });
}
