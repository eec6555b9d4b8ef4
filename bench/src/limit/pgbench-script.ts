import type { Marks, RecordedBooking, Statement } from './record-booking.ts'

/** What a statement answers that those after it need, by the column `id`. */
const answersId = (statement: Statement, statements: Statement[]): keyof Marks | undefined => {
  if (statement.text.includes('hold_room')) return 'reservationId'
  if (statement.text.includes('begin_payment')) return 'paymentId'
  return statement === statements.findLast(({ database }) => database === 'customers') ? 'customerId' : undefined
}

/**
 * The recorded booking as a script of pgbench: one statement after the other, each its own transaction as it is in the
 * services. What is another one with each booking is a variable: the guest, the key, the reference, the room type of
 * the `types` that `makeNights` made, and the ids, which the statements answer themselves.
 */
export const pgbenchScript = ({ statements, marks }: RecordedBooking, of: string, types: number): string => {
  const expressions: Partial<Record<keyof Marks, string>> = {
    email: `'guest.' || :k || '@example.com'`,
    idempotencyKey: `'bench-' || :k`,
    reference: `'R' || :k`,
    roomTypeId: `'${of}' || :t`,
  }
  const lines = ['\\set k random(1, 9000000000000000)', `\\set t random(0, ${types - 1})`]
  for (const [at, statement] of statements.entries()) {
    const answered = answersId(statement, statements)
    lines.push(`${inlined(statement, marks, expressions)}${answered ? ` \\gset s${at}_` : ';'}`)
    if (answered) expressions[answered] = `:s${at}_id`
  }
  return `${lines.join('\n')}\n`
}

const inlined = ({ text, parameters }: Statement, marks: Marks, expressions: Partial<Record<keyof Marks, string>>) =>
  text.replaceAll(/\$(\d+)(::)?/g, (_, number: string, cast = '') => {
    const parameter = parameters[Number(number) - 1]
    if (parameter === undefined) throw new Error(`the log does not show $${number} of ${text}`)
    if (parameter === null) return `NULL${cast}`
    // What is put together is text, and does not become JSON by itself as a parameter does.
    const json = cast === '' && /^[{[]/.test(parameter) ? '::jsonb' : ''
    return `${written(parameter, marks, expressions)}${json}${cast}`
  })

/** A parameter with the marks in it replaced by what stands for them. */
const written = (parameter: string, marks: Marks, expressions: Partial<Record<keyof Marks, string>>): string => {
  const { roomTypeId, ...long } = marks
  // A room type's id is too short to be looked for anywhere: it is the whole parameter, or a whole string of its JSON.
  if (/^(pi|ch)_\w+$/.test(parameter)) return `('${parameter.slice(0, 3)}' || :k)` // the bank's own names
  if (parameter === `{${roomTypeId}}`) return `('{' || ${expressions.roomTypeId ?? literal(roomTypeId)} || '}')`
  if (parameter === roomTypeId) return `(${expressions.roomTypeId ?? literal(parameter)})`
  const places = [
    ...Object.entries(long).map(([name, text]) => ({ name: name as keyof Marks, text, before: '', after: '' })),
    { name: 'roomTypeId' as const, text: `"${roomTypeId}"`, before: '"', after: '"' },
  ]
  const pieces = places.reduce<(string | { expression: string })[]>(
    (all, { name, text, before, after }) => {
      const expression = expressions[name]
      if (expression === undefined) return all
      return all.flatMap((piece) =>
        typeof piece !== 'string'
          ? [piece]
          : piece
              .split(text)
              .flatMap((part, at) => (at === 0 ? [part] : [{ expression, before, after }, part]))
              .flatMap(quoted),
      )
    },
    [parameter],
  )
  const parts = pieces
    .filter((piece) => piece !== '')
    .map((piece) => (typeof piece === 'string' ? literal(piece) : piece.expression))
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || ')})`
}

const quoted = (piece: string | { expression: string; before: string; after: string }) =>
  typeof piece === 'string' ? [piece] : [piece.before, { expression: piece.expression }, piece.after]

/** pgbench takes a colon before a letter for a variable, within strings too. */
const literal = (text: string) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`
