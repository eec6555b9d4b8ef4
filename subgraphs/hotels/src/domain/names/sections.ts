type Section = Uint8Array | Uint16Array | Uint32Array | Float32Array
const step = 8
const padded = (length: number) => Math.ceil(length / step) * step

/** Arrays one behind the other, each with its length in front and where its kind may begin. Little-endian, as all our machines are. */
export function packSections(sections: readonly Section[]): Uint8Array {
  const packed = new Uint8Array(sections.reduce((sum, { byteLength }) => sum + step + padded(byteLength), 0))
  const lengths = new DataView(packed.buffer)
  let at = 0
  for (const section of sections) {
    lengths.setUint32(at, section.byteLength, true)
    packed.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at + step)
    at += step + padded(section.byteLength)
  }
  return packed
}

/** Answers the arrays in the order they were packed, without copying: `bytes` must begin where a buffer does. */
export function readSections(bytes: Uint8Array) {
  const lengths = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  return <Kind extends Section>(kind: new (buffer: ArrayBufferLike, from: number, length: number) => Kind): Kind => {
    const length = lengths.getUint32(at, true)
    const from = bytes.byteOffset + at + step
    at += step + padded(length)
    return new kind(bytes.buffer, from, length / (kind as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT)
  }
}
