/**
 * How far everything may grow that a stranger can make grow. What an operator may set otherwise (MAX_…) is in `lib/env.ts`;
 * calls a minute are in `lib/auth/limit-calls.ts`; how long rows are kept is in `lib/operator/retention.ts`.
 */
export const limits = {
  /** Of a request, and of one that is signed by the queue or by Blockfrost. */
  bodyBytes: 100_000,
  jobBodyBytes: 1_000_000,
  webhookBodyBytes: 2_000_000,
  /** How deep the JSON of a body may nest, and the fields that one answer finds fault with. */
  jsonDepth: 64,
  fieldIssues: 20,
  pageRows: 200,
  /** Of each list of a year's report. */
  reportRows: 5_000,
  /** Of the holdings in one answer, as JSON; the others are told by its cursor. */
  holdingsCharacters: 250_000,
  /** Of the history in one answer, and prices of tokens that are looked up for it. */
  historyPoints: 400,
  historyPrices: 20_000,
  /** Of wallets in one answer, and on one page. */
  walletsListed: 200,
  walletsShown: 50,
  /** Certificates of one account that are shown, the newest. */
  delegationHistory: 200,
  /** Calls to the chain that one look at the audit of rewards makes at most; what is missing then comes with the next one. */
  auditCalls: 40,
  /** Epochs of one page of it where nobody says how many: a year. */
  auditEpochs: 73,
  /** Epochs of one account that stand out, the newest, beside the page of all. */
  auditOutstanding: 50,
  /** Legs of one transaction in an answer; how many there are is told, and the account's export has them all. */
  transactionEvents: 300,

  /** What is read of one paste, and how many addresses of it are followed at once. */
  pastedCharacters: 5_000,
  pastedAddresses: 20,

  /** Words of a person on a transaction, a contract or a wallet. */
  noteCharacters: 2_000,
  tagCharacters: 40,
  transactionTags: 20,
  contractNameCharacters: 60,
  walletLabelCharacters: 80,
  openingNoteCharacters: 200,
  bookLabelCharacters: 60,

  /** Rows of a user. */
  rules: 1_000,
  tokenMarks: 5_000,
  contractNames: 1_000,
  ownPrices: 1_000,
  /** Of all wallets, of which gains are told, step by step. */
  accountedTransactions: 250_000,
  /** And of a stretch of them that is told in one piece. */
  gainsTogether: 500,
  /** Of all wallets, or of one, that are told in one request: in a file for a tax tool, in the performance of a range, beside somebody's CSV. */
  walkedTransactions: 20_000,
  openingLots: 1_000,
  /** What was accepted as it is, each thing in each tax year. */
  acceptances: 1_000,
  addressBook: 500,
  /** Of somebody's CSV, and of each list of what does not match. */
  reconciledBytes: 4_000_000,
  reconciledRows: 500,
  watchedTokens: 200,
  /** Payment keys of which the person or their wallet says whose they are; addresses that one sign-in may name. */
  keyWords: 10_000,
  signInAddresses: 200,
  signInKeys: 20,
  /** The one not used for longest is signed out. */
  devices: 50,
  /** Live updates of one user that are open at once; the oldest ends. */
  streams: 6,
  /** The oldest is forgotten. */
  securityEvents: 100,

  /** Rows of a wallet. */
  eventCorrections: 10_000,
  walletAddresses: 10_000,
  quarantinedTransactions: 1_000,
  /** Addresses whose balances a proof keeps; of a wallet with more it keeps none. */
  provenAddresses: 2_000,
} as const;
