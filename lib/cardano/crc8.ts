const polynomial = 0x07;

/** CRC-8 (polynomial 0x07, from 0), the checksum of CIP-67's labels. */
export function crc8(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ polynomial) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}
