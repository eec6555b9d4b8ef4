import { createHash } from 'node:crypto'

import type { Sql } from 'postgres'

import type { Mailbox } from './companies.ts'
import type { Invariant, Violation } from './invariant.ts'

/** So many of the newest mails are opened to compare the document in them with the one we keep. */
const mailsOpened = 50

export const receipts: Invariant = {
  name: 'I7',
  says: 'receipt numbers have no gap, one receipt a capture and one credit note a refund, and the hash of a document is stable, in our archive and in the mails',
  look: async ({ sources: { databases, mailbox }, overdue }) => {
    const { payments, workers } = databases
    const issued = await payments<{ id: string; number: string }[]>`
      select 'RECEIPT:' || id as id, number from receipts union all select 'CREDIT_NOTE:' || id, number from credit_notes`
    const documents = await workers<Kept[]>`
      select key, number, file_name as "fileName", sha256, encode(sha256(bytes), 'hex') as actual from documents`
    const numberOf = new Map(issued.map(({ id, number }) => [id, number]))
    const archived = documents.flatMap(({ key, number, sha256, actual }): Violation[] => {
      if (sha256 !== actual) return [{ id: key, what: `the document ${number} is not what was rendered first` }]
      const known = numberOf.get(key)
      if (known === number) return []
      return [{ id: key, what: `the document says ${number}, our books ${known ?? 'know no such document'}` }]
    })
    const violations = [
      ...(await gaps(payments)),
      ...(await missing(payments, overdue('numbered'))),
      ...archived,
      ...(mailbox ? await changedInMails(await mailbox(), documents) : []),
    ]
    return {
      checked: issued.length + documents.length,
      things: 'receipts, credit notes and their documents',
      violations,
    }
  },
}

interface Kept {
  key: string
  number: string
  fileName: string
  /** As it was rendered first, and of the bytes that are there now. */
  sha256: string
  actual: string
}

/** From 1 on, by legal entity and year, each number once, and printed as it is counted. */
const gaps = (sql: Sql): Promise<Violation[]> => sql<Violation[]>`
  with series as (
    select 'receipt' as kind, '' as letter, legal_entity, year, sequence, number from receipts
    union all select 'credit note', 'C', legal_entity, year, sequence, number from credit_notes
  ), counted as (
    select kind, letter, legal_entity, year, generate_series(1, max(sequence)) as sequence from series group by 1, 2, 3, 4
  )
  select c.kind || ' ' || c.legal_entity || ' ' || c.letter || c.year || '-' || lpad(c.sequence::text, 6, '0') as id,
      case count(s.number) when 0 then 'the number is missing' when 1 then 'it is printed as ' || min(s.number) else 'the number was given ' || count(s.number) || ' times' end as what
    from counted c left join series s using (kind, letter, legal_entity, year, sequence)
    group by c.kind, c.legal_entity, c.letter, c.year, c.sequence
    having count(s.number) <> 1 or min(s.number) <> c.letter || c.year || '-' || lpad(c.sequence::text, 6, '0')`

const missing = (sql: Sql, settled: Date): Promise<Violation[]> => sql<Violation[]>`
  select p.id::text, 'captured, with ' || count(r.id) || ' receipts' as what
    from payments p left join receipts r on r.payment_id = p.id
    where p.status = 'CAPTURED' and p.captured_at <= ${settled} group by p.id having count(r.id) <> 1
  union all
  select r.number, 'the receipt is of ' || (r.document ->> 'amount') || ', payment ' || r.payment_id || ' is ' || p.status || ' with ' || p.amount
    from receipts r join payments p on p.id = r.payment_id
    where p.status <> 'CAPTURED' or (r.document ->> 'amount')::bigint <> p.amount
  union all
  select f.id::text, 'given back, with ' || count(c.id) || ' credit notes'
    from refunds f left join credit_notes c on c.refund_id = f.id
    where f.accepted_at <= ${settled} group by f.id having count(c.id) <> 1
  union all
  select c.number, 'the credit note is of ' || (c.document ->> 'amount') || ', its refund of ' || coalesce(f.amount::text, 'nothing')
    from credit_notes c left join refunds f on f.id = c.refund_id
    where f.accepted_at is null or (c.document ->> 'amount')::bigint <> f.amount`

/** The guest's copy is our copy, byte for byte. */
const changedInMails = async ({ mails, sourceOf }: Mailbox, documents: Kept[]): Promise<Violation[]> => {
  const kept = new Map(documents.map((document) => [document.fileName, document]))
  const violations: Violation[] = []
  for (const mail of mails.filter(({ Attachments }) => Attachments > 0).slice(0, mailsOpened)) {
    for (const { fileName, sha256 } of pdfsIn(await sourceOf(mail))) {
      const document = kept.get(fileName)
      if (document?.sha256 === sha256) continue
      const what = document ? 'is not the document that we keep' : 'is a document that we do not keep'
      violations.push({ id: `${mail.MessageID} ${fileName}`, what: `${fileName} in "${mail.Subject}" ${what}` })
    }
  }
  return violations
}

/** The PDF documents of a message (RFC 2045), as our mailer writes them: base64, with a name. */
const pdfsIn = (source: string): { fileName: string; sha256: string }[] =>
  [
    ...source.matchAll(/^content-type: application\/pdf;\s+name="?([^"\r\n;]+)"?[\s\S]*?\r?\n\r?\n([\w+/=\r\n]+)/gim),
  ].map(([, fileName = '', base64 = '']) => ({
    fileName,
    sha256: createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'),
  }))
