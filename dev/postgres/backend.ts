/** The way back to a database client: its socket, whatever kind it is. */
export interface ClientSocket {
  send(bytes: Uint8Array): void;
  end(): void;
}

/** One client's connection to a database: bytes in, and the news that the client has gone. */
export interface Connection {
  data(chunk: Buffer): void;
  close(): void;
}

/** Opens a connection that speaks PostgreSQL's wire protocol. */
export type Backend = (client: ClientSocket) => Connection;
