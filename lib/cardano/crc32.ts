const polynomial = 0xedb88320;

function tableEntry(byte: number): number {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
  }
  return value >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => tableEntry(byte));

/** CRC-32 (IEEE), the checksum of Byron addresses. Ours because Node's `zlib.crc32` is missing in browsers. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
