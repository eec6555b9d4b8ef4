/** A name as its bearer writes it, blanks folded. Null when it is empty, too long, or holds what no name holds. */
export function readName(typed: string): string | null {
  const name = typed.trim().replaceAll(/\s+/g, ' ').normalize('NFC')
  return name !== '' && [...name].length <= 100 && !/[\p{Cc}\p{Co}\p{Cn}]/u.test(name) ? name : null
}
