import { createChain } from "@/dev/chain/chain";
import { setEnvironment } from "@/tests/support/environment";
setEnvironment({ DATABASE_URL: "postgresql://postgres@127.0.0.1:5432/postgres" });
const { normaliseCbor } = await import("@/lib/blockfrost/normalise-cbor");
const { interpret } = await import("@/lib/sync/interpret");
const { stepRows } = await import("@/lib/sync/step-rows");
const { answerRequest } = await import("@/dev/chain/blockfrost/routes");
const schema = await import("@/lib/blockfrost/schemas");
const n = Number(process.argv[2] ?? 1000);
const chain = createChain({ seed: 1, network: "mainnet", now: Date.now() });
const w = chain.addWallet({ seed: "x", transactions: n });
const placed = chain.touchingTransactions(w.stakeAddress ?? "");
const hex = (b: Uint8Array) => Buffer.from(b).toString("hex");
const time = async (name: string, f: () => unknown) => { const c = process.cpuUsage(); const t = performance.now(); await f(); const d = process.cpuUsage(c); console.log(name.padEnd(14), (performance.now() - t).toFixed(0), "ms", ((performance.now() - t) / placed.length).toFixed(3), "each; cpu", ((d.user + d.system) / 1000).toFixed(0)); };
let entries: any[] = [];
const cbors = placed.map(({ tx }) => (tx as any).cbor ? ((typeof (tx as any).cbor === "string") ? (tx as any).cbor : hex((tx as any).cbor)) : (answerRequest(chain, `txs/${tx.hash}/cbor`, new URLSearchParams()).body as any).cbor);
console.log("bytes avg", cbors.reduce((s: number, c: string) => s + c.length / 2, 0) / cbors.length);
for (let round = 0; round < 3; round++) {
await time("decode", () => { entries = placed.map(({ tx, height, index }, i) => ({ listed: { hash: tx.hash, height, txIndex: index, time: new Date(), addresses: [], isUnlisted: false }, fetched: { kind: "read", rawTx: normaliseCbor(cbors[i], tx.hash as never, "mainnet" as never), cbor: cbors[i], json: null, blockHash: null } })); });
const wallet = { kind: "account", subject: w.stakeAddress, verifiedKeys: [], claimedKeys: [], others: [], walletId: "w", quarantined: [], cursorHeight: null, saidMine: [], foreignKeys: [], listedAddresses: [], address: w.addresses[0] } as any;
let got: any;
const utx = { call: (f: () => unknown) => Promise.resolve(f()) };
let asked = 0;
let calls=0; const window = { call: async () => { calls++; throw new Error("no"); } };
await time("interpret", async () => { got = await interpret(wallet, entries, window as never); });
console.log("lacking", calls, "rows", got.rows.length, "covered", got.covered, got.failure?.message);
let rows: any;
await time("stepRows", () => { rows = stepRows({ entries, ahead: [] } as never, { ...got }); });
let text = "";
await time("stringify", () => { text = JSON.stringify(rows); });
console.log("json MB", text.length / 1e6);
}
console.log("failed", placed.filter(({tx}) => normaliseCbor(cbors[placed.findIndex(p=>p.tx===tx)], tx.hash as never, "mainnet" as never).valid === false).length);
let rowsN=0; for (let page=1;;page++){ const a=(answerRequest(chain, `accounts/${w.stakeAddress}/transactions`, new URLSearchParams({count:"100",page:String(page)})).body as any[]); rowsN+=a.length; if(a.length<100){console.log("pages",page,"rows",rowsN);break;} }
