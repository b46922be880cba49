import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";

/** What the migrations ask of the server; a real one has them beside it, the embedded one has to be given them. */
export const extensions = { btree_gin, pg_trgm };
