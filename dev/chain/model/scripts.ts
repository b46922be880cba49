/** Real mainnet script hashes and policies that the scenes stand on, and two that no registry knows. */
export const MINSWAP_V2_ORDER = "c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c";
export const MINSWAP_V2_POOL = "ea07b733d932129c378af627436e7cbc2ef0bf96e0036bb51b3bde6b";
export const MINSWAP_V2_POLICY = "f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c";
/** The script reward account that a batch withdraws nothing from. */
export const MINSWAP_V2_BATCHER = "1eae96baf29e27682ea3f815aba361a0c6059d45e4bfbe95bbd2f44a";
/** An order script that is used at an enterprise address, with the datum only hashed. */
export const MINSWAP_V1_ORDER = "a65ca58a4e9c755fa830173d2a5caed458ac0c73f97db7faae2e7e3b";
export const UNKNOWN_VAULT = "5a11ab1e0ff1ce5a11ab1e0ff1ce5a11ab1e0ff1ce5a11ab1e0ff1ce";
export const CIP68_REFERENCE_HOLDER = "c0ffee68c0ffee68c0ffee68c0ffee68c0ffee68c0ffee68c0ffee68";
/** Minswap V2's name for the ADA/MIN pool, as far as the simulation is concerned. */
export const POOL_NAME = "2ffadbb87144e875749122e0bbb9f535eeaa7f5660c6c4a91bcc4121e477f08d";
