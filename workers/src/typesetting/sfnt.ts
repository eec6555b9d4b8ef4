/**
 * The two things we need of a TrueType file that the subsetter does not do: give it another family name, and say which
 * characters it draws. (OpenType 1.9: "Organization of an OpenType Font", `name`, `cmap`.)
 */

type Table = { tag: string; bytes: Buffer }

function readTables(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const record = 12 + index * 16
    const from = font.readUInt32BE(record + 8)
    return {
      tag: font.toString('latin1', record, record + 4),
      bytes: font.subarray(from, from + font.readUInt32BE(record + 12)),
    }
  })
}

function checksum(bytes: Buffer) {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) {
    const word =
      at + 4 <= bytes.length
        ? bytes.readUInt32BE(at)
        : Buffer.concat([bytes.subarray(at), Buffer.alloc(3)]).readUInt32BE(0)
    sum = (sum + word) >>> 0
  }
  return sum
}

function writeTables(version: Buffer, tables: Table[]) {
  const header = Buffer.alloc(12 + tables.length * 16)
  version.copy(header, 0)
  const power = Math.floor(Math.log2(tables.length))
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(2 ** power * 16, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE((tables.length - 2 ** power) * 16, 10)
  const bodies: Buffer[] = []
  let offset = header.length
  for (const [index, { tag, bytes }] of tables.entries()) {
    const record = 12 + index * 16
    header.write(tag, record, 'latin1')
    header.writeUInt32BE(checksum(bytes), record + 4)
    header.writeUInt32BE(offset, record + 8)
    header.writeUInt32BE(bytes.length, record + 12)
    bodies.push(bytes, Buffer.alloc(-bytes.length & 3))
    offset += bytes.length + (-bytes.length & 3)
  }
  return Buffer.concat([header, ...bodies])
}

/** A `name` table that says only the family, the style "Regular", and both as the PostScript name. */
function nameTable(family: string) {
  const entries: [number, string][] = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(/[^A-Za-z0-9]/g, '')],
  ]
  const texts = entries.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  const table = Buffer.alloc(6 + entries.length * 12)
  table.writeUInt16BE(entries.length, 2)
  table.writeUInt16BE(table.length, 4)
  let offset = 0
  for (const [index, [nameId]] of entries.entries()) {
    const length = texts[index]?.length ?? 0
    const fields = [3, 1, 0x0409, nameId, length, offset] // Windows, Unicode BMP, English
    for (const [field, value] of fields.entries()) table.writeUInt16BE(value, 6 + index * 12 + field * 2)
    offset += length
  }
  return Buffer.concat([table, ...texts])
}

/** The font under another family name, so that it can be asked for by a name that no other font has. */
export const renameFamily = (font: Buffer, family: string) =>
  writeTables(
    font.subarray(0, 4),
    readTables(font).map((table) => (table.tag === 'name' ? { tag: 'name', bytes: nameTable(family) } : table)),
  )

/** Every code point that the font has a glyph for. */
export function readCoverage(font: Buffer): Set<number> {
  const cmap = readTables(font).find(({ tag }) => tag === 'cmap')?.bytes
  const covered = new Set<number>()
  if (!cmap) return covered
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4))
    const format = subtable.readUInt16BE(0)
    if (format === 4) addSegments(subtable, covered)
    if (format === 12) addGroups(subtable, covered)
  }
  return covered
}

function addSegments(subtable: Buffer, covered: Set<number>) {
  const size = subtable.readUInt16BE(6) // twice the number of segments
  const at = (array: number, segment: number) => 14 + array * size + (array > 0 ? 2 : 0) + segment
  for (let segment = 0; segment < size; segment += 2) {
    const last = subtable.readUInt16BE(at(0, segment))
    const first = subtable.readUInt16BE(at(1, segment))
    const delta = subtable.readUInt16BE(at(2, segment))
    const offset = subtable.readUInt16BE(at(3, segment))
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const glyph = offset === 0 ? code + delta : subtable.readUInt16BE(at(3, segment) + offset + (code - first) * 2)
      if ((glyph & 0xffff) !== 0) covered.add(code)
    }
  }
}

function addGroups(subtable: Buffer, covered: Set<number>) {
  for (let group = 0; group < subtable.readUInt32BE(12); group += 1) {
    const last = subtable.readUInt32BE(16 + group * 12 + 4)
    for (let code = subtable.readUInt32BE(16 + group * 12); code <= last; code += 1) covered.add(code)
  }
}
