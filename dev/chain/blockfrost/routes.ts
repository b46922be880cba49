import type { Chain, PlacedTx } from "../chain";
import { rewardAccount } from "../model/address";
import { toHex } from "../model/digest";
import { plutusJson } from "../model/plutus-data";
import { Random } from "../model/random";
import { POOLS } from "../scenes/staking-scenes";
import {
  accountAddressRows,
  accountAssetRows,
  accountTransactionRows,
  accountView,
  delegationRows,
  historyRows,
  isKnownAccount,
  registrationRows,
  rewardRows,
  totals,
  utxoRows,
  withdrawalRows,
} from "./account-views";
import { addressTotalsView, addressTransactionRows, addressView, findAddress } from "./address-views";
import { badRequest, invalidPath, notFound, ok, type Answer } from "./answer";
import { assetAddressRows, assetView } from "./asset-views";
import { blockView, genesisView, parametersView } from "./block-views";
import { isStakeAddress, poolId } from "./identifiers";
import { assetHistoryRows, assetTransactionRows, isKnownAsset, unspentAt, unspentWith } from "./market-views";
import { inRange, isAnswer, pageOf, parseBlockRange, parsePaging, withinRange, type BlockRange } from "./paging";
import {
  cborView,
  metadataRows,
  redeemerRows,
  stakeRows,
  txDelegationRows,
  txUtxosView,
  txView,
  txWithdrawalRows,
} from "./tx-views";

interface Request {
  readonly chain: Chain;
  readonly query: URLSearchParams;
  /** What stands for the pattern's `:name`s, in order. */
  readonly params: readonly string[];
}

type Handler = (request: Request) => Answer;

const paged = (query: URLSearchParams, rows: () => readonly unknown[]): Answer => {
  const paging = parsePaging(query);
  return isAnswer(paging) ? paging : ok(pageOf(rows(), paging));
};

/** The same where a row is dear: only those of the page are made. */
const pagedLazily = (query: URLSearchParams, rows: () => readonly (() => unknown)[]): Answer => {
  const paging = parsePaging(query);
  return isAnswer(paging) ? paging : ok(pageOf(rows(), paging).map((row) => row()));
};

const ofAccount =
  (answer: (chain: Chain, account: string, query: URLSearchParams) => Answer): Handler =>
  ({ chain, params, query }) => {
    const [account = ""] = params;
    if (!isStakeAddress(chain.network, account)) return badRequest("Invalid or malformed stake address format.");
    return isKnownAccount(chain, account) ? answer(chain, account, query) : notFound;
  };

const accountRows = (rows: (chain: Chain, account: string) => readonly unknown[]): Handler =>
  ofAccount((chain, account, query) => paged(query, () => rows(chain, account)));

const accountTransactions = ofAccount((chain, account, query) => {
  const range = parseBlockRange(query);
  if (isAnswer(range)) return range;
  const paging = parsePaging(query);
  if (isAnswer(paging)) return paging;
  // Each has a row at least: those further from the page's end than its rows are not on it.
  const placed = withinRange(chain.touchingTransactions(account), range);
  const most = paging.page * paging.count;
  const near = paging.order === "asc" ? placed.slice(0, most) : placed.slice(-most);
  return ok(pageOf(accountTransactionRows(chain, account, near), paging));
});

const ofAddress =
  (answer: (request: Request, addresses: readonly string[]) => Answer): Handler =>
  (request) => {
    const addresses = findAddress(request.chain, request.params[0] ?? "");
    if (addresses === null) return badRequest("Invalid address for this network or malformed address format.");
    return addresses.length === 0 ? notFound : answer(request, addresses);
  };

const addressTransactions = ofAddress(({ chain, query }, addresses) => {
  const range = parseBlockRange(query);
  if (isAnswer(range)) return range;
  return paged(query, () => addressTransactionRows(chain, addresses, (placed) => inRange(range, placed)));
});

const ofTx =
  (answer: (chain: Chain, placed: PlacedTx) => Answer): Handler =>
  ({ chain, params }) => {
    const placed = chain.find(params[0] ?? "");
    return placed === null ? notFound : answer(chain, placed);
  };

const txRows = (rows: (placed: PlacedTx, chain: Chain) => readonly unknown[]): Handler =>
  ofTx((chain, placed) => ok(rows(placed, chain)));

const orNotFound = (body: unknown): Answer => (body === null ? notFound : ok(body));

const UNIT = /^[0-9a-f]{56}(?:[0-9a-f]{2}){0,32}$/;

const ofAsset =
  (answer: (request: Request, unit: string) => Answer): Handler =>
  (request) => {
    const [unit = ""] = request.params;
    return UNIT.test(unit) ? answer(request, unit) : badRequest("Invalid or malformed asset format.");
  };

/** For the lists of an asset that know a range; an older backend's do not. */
const ofAssetRange = (answer: (request: Request, unit: string, range: BlockRange) => Answer): Handler =>
  ofAsset((request, unit) => {
    const { chain, query } = request;
    const range = chain.market.ignoresRange ? { from: null, to: null } : parseBlockRange(query);
    if (isAnswer(range)) return range;
    return isKnownAsset(chain, unit) ? answer(request, unit, range) : notFound;
  });

function blockByParam({ chain, params: [which = ""] }: Request): Answer {
  if (/^[0-9a-f]{64}$/.test(which)) {
    const block = chain.block(which);
    return block === null ? notFound : ok(blockView(chain, block));
  }
  if (!/^\d+$/.test(which)) return badRequest("Missing or malformed block hash.");
  const height = Number(which);
  if (height > 2_147_483_647) return badRequest("Missing, out of range or malformed block number.");
  const block = chain.block(height);
  return block === null ? notFound : ok(blockView(chain, block));
}

function epochParameters({ chain, params: [which = ""] }: Request): Answer {
  if (!/^\d+$/.test(which)) return badRequest("Missing, out of range or malformed epoch_number.");
  const epoch = Number(which);
  const isKnown = epoch >= chain.network.firstEpoch && epoch <= chain.tip().epoch;
  return isKnown ? ok(parametersView(epoch)) : notFound;
}

/** One of the simulation's pools by its id, or why there is none. */
function ofPool(answer: (id: string, number: number, hex: string, request: Request) => Answer) {
  return (request: Request): Answer => {
    const [id = ""] = request.params;
    const number = POOLS.findIndex((hash) => poolId(hash) === id);
    const hex = POOLS[number];
    if (hex !== undefined) return answer(id, number, hex, request);
    return /^pool1[0-9a-z]{51}$/.test(id) ? notFound : badRequest("Invalid or malformed pool id format.");
  };
}

/** No pool of the simulation ever retires. */
const pool = ofPool((id, number, hex, { chain }) =>
  ok({
    pool_id: id,
    hex,
    vrf_key: toHex(new Random(`pool-vrf/${number}`).bytes(32)),
    blocks_minted: 100,
    active_stake: chain.staking.pools.at(hex, chain.tip().epoch).activeStake.toString(),
    ...operatorFields(chain, number),
    registration: [toHex(new Random(`pool-registration/${number}`).bytes(32))],
    retirement: [],
  }),
);

/** Whoever runs a pool is nobody's wallet. */
function operatorFields(chain: Chain, number: number): { reward_account: string; owners: string[] } {
  const hash = toHex(new Random(`pool-operator/${number}`).bytes(28));
  const { text } = rewardAccount(chain.network, { kind: "key", hash });
  return { reward_account: text, owners: [text] };
}

/** Of all epochs that are over. */
const poolHistory = ofPool((_id, _number, hex, { chain, query }) =>
  pagedLazily(query, () => {
    const { firstEpoch } = chain.network;
    return Array.from({ length: chain.tip().epoch - firstEpoch }, (_, index) => () => {
      const epoch = firstEpoch + index;
      const { blocks, activeStake, delegators, rewards, fees } = chain.staking.pools.at(hex, epoch);
      return {
        epoch,
        blocks,
        active_stake: activeStake.toString(),
        active_size: Number(activeStake) / ALL_STAKE_LOVELACE,
        delegators_count: delegators,
        rewards: rewards.toString(),
        fees: fees.toString(),
      };
    });
  }),
);

const ALL_STAKE_LOVELACE = 22e15;

const poolMetadata = ofPool((id, number, hex) =>
  ok({
    pool_id: id,
    hex,
    url: `https://pool${number}.example/metadata.json`,
    hash: toHex(new Random(`pool-metadata/${number}`).bytes(32)),
    ticker: `SIM${number}`,
    name: `Simulated Pool ${number}`,
    description: "A pool of the simulated chain",
    homepage: `https://pool${number}.example`,
  }),
);

const HANDLERS: Readonly<Record<string, Handler>> = {
  "": ({ chain }) => ok({ url: "https://blockfrost.io/", version: "simulated", network: chain.network.name }),
  health: () => ok({ is_healthy: true }),
  genesis: ({ chain }) => ok(genesisView(chain)),
  "blocks/latest": ({ chain }) => ok(blockView(chain, chain.tip())),
  "blocks/:block": blockByParam,
  "epochs/latest/parameters": ({ chain }) => ok(parametersView(chain.tip().epoch)),
  "epochs/:epoch/parameters": epochParameters,
  "accounts/:account": ofAccount((chain, account) => ok(accountView(chain, account))),
  "accounts/:account/transactions": accountTransactions,
  "accounts/:account/utxos": accountRows((chain, account) => utxoRows(chain, chain.utxos.ofAccount(account))),
  "accounts/:account/addresses": accountRows(accountAddressRows),
  "accounts/:account/addresses/assets": accountRows(accountAssetRows),
  "accounts/:account/addresses/total": ofAccount((chain, account) =>
    ok({
      stake_address: account,
      ...totals(chain.touchingTransactions(account), ({ address }) => address.stakeAddress === account),
    }),
  ),
  "accounts/:account/rewards": accountRows(rewardRows),
  "accounts/:account/withdrawals": accountRows(withdrawalRows),
  "accounts/:account/registrations": accountRows(registrationRows),
  "accounts/:account/delegations": accountRows(delegationRows),
  "accounts/:account/mirs": accountRows(() => []),
  "accounts/:account/history": accountRows(historyRows),
  "addresses/:address": ofAddress(({ chain, params: [asked = ""] }, addresses) =>
    ok(addressView(chain, asked, addresses)),
  ),
  "addresses/:address/total": ofAddress(({ chain, params: [asked = ""] }, addresses) =>
    ok(addressTotalsView(chain, asked, addresses)),
  ),
  "addresses/:address/transactions": addressTransactions,
  "addresses/:address/utxos": ofAddress(({ chain, query }, addresses) =>
    pagedLazily(query, () => unspentAt(chain, addresses, "lovelace")),
  ),
  "addresses/:address/utxos/:unit": ofAddress(({ chain, query, params: [, unit = ""] }, addresses) => {
    if (unit !== "lovelace" && !UNIT.test(unit)) return badRequest("Invalid or malformed asset format.");
    return pagedLazily(query, () => unspentAt(chain, addresses, unit));
  }),
  "txs/:hash": ofTx((chain, placed) => ok(txView(chain, placed))),
  "txs/:hash/utxos": ofTx((chain, placed) => ok(txUtxosView(chain, placed))),
  "txs/:hash/cbor": ofTx((_chain, placed) => orNotFound(cborView(placed))),
  "txs/:hash/metadata": txRows(metadataRows),
  "txs/:hash/redeemers": txRows(redeemerRows),
  "txs/:hash/withdrawals": txRows(txWithdrawalRows),
  "txs/:hash/stakes": txRows(stakeRows),
  "txs/:hash/delegations": txRows((placed, chain) => txDelegationRows(chain, placed)),
  "txs/:hash/mirs": txRows(() => []),
  "assets/:unit": ofAsset(({ chain }, unit) => orNotFound(assetView(chain, unit))),
  "assets/:unit/addresses": ofAsset(({ chain, query }, unit) =>
    isKnownAsset(chain, unit) ? paged(query, () => assetAddressRows(chain, unit)) : notFound,
  ),
  "assets/:unit/utxos": ofAssetRange(({ chain, query }, unit, range) =>
    pagedLazily(query, () => unspentWith(chain, unit, range)),
  ),
  "assets/:unit/transactions": ofAssetRange(({ chain, query }, unit, range) => {
    const paging = parsePaging(query);
    return isAnswer(paging) ? paging : ok(assetTransactionRows(chain, unit, range, paging));
  }),
  "assets/:unit/history": ofAsset(({ chain, query }, unit) =>
    isKnownAsset(chain, unit) ? paged(query, () => assetHistoryRows(chain, unit)) : notFound,
  ),
  "pools/:pool": pool,
  "pools/:pool/metadata": poolMetadata,
  "pools/:pool/history": poolHistory,
  "scripts/datum/:hash": ({ chain, params: [hash = ""] }) => {
    const datum = chain.datum(hash);
    return datum === null ? notFound : ok({ json_value: plutusJson(datum.data) });
  },
  "scripts/datum/:hash/cbor": ({ chain, params: [hash = ""] }) => {
    const datum = chain.datum(hash);
    return datum === null ? notFound : ok({ cbor: toHex(datum.cbor) });
  },
};

const ROUTES = Object.entries(HANDLERS).map(([pattern, handler]) => ({
  pattern,
  handler,
  expression: new RegExp(`^${pattern.replaceAll(/:\w+/g, "([^/]+)")}$`),
}));

/** The pattern that a path (without the base, without a leading slash) falls under; null for none. */
export function routeFor(
  path: string,
): { pattern: string; answer: (chain: Chain, query: URLSearchParams) => Answer } | null {
  for (const { pattern, handler, expression } of ROUTES) {
    const match = expression.exec(path);
    if (match === null) continue;
    const params = match.slice(1).map(decodeURIComponent);
    return { pattern, answer: (chain, query) => handler({ chain, query, params }) };
  }
  return null;
}

/** Answers one request, without tokens, limits or faults. */
export const answerRequest = (chain: Chain, path: string, query: URLSearchParams): Answer =>
  routeFor(path)?.answer(chain, query) ?? invalidPath;
