import type { Call, Route } from '../bank.ts'
import type { DisputeRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { page } from '../wire/list.ts'
import { drawDispute, EVIDENCE } from '../wire/objects/dispute.ts'
import { missing, wrongState } from '../wire/refusal.ts'
import { endDispute, isOpen } from './open-dispute.ts'

function find({ tx, id }: Call): DisputeRecord {
  const dispute = tx.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  return dispute
}

function retrieve(call: Call): object {
  call.form.finish()
  return drawDispute(find(call), call.view)
}

function list({ bank, form, tx, view }: Call): object {
  const [charge, intent] = [form.text('charge'), form.text('payment_intent')]
  const found = page<DisputeRecord>(
    form,
    bank.books.born('dispute'),
    (id) => tx.get('dispute', id),
    (it) => (!charge || it.charge === charge) && (!intent || it.intent === intent),
  )
  form.finish()
  const data = found.records.map((it) => drawDispute(it, view))
  return { object: 'list', url: '/v1/disputes', has_more: found.hasMore, data }
}

/** As in the real bank's test mode, what the evidence says decides: these two words at once, anything else is looked at. */
const DECIDED = { winning_evidence: 'won', losing_evidence: 'lost' } as const
const outcomeOf = (text: string | undefined) =>
  text === 'winning_evidence' || text === 'losing_evidence' ? DECIDED[text] : null

/** The merchant's evidence, kept for later or handed in. */
function update(call: Call): object {
  const { form, tx, view } = call
  const dispute = find(call)
  const given = form.group('evidence')
  const evidence = Object.fromEntries(
    EVIDENCE.flatMap((name) => {
      const text = given.text(name, 20_000)
      return text === null ? [] : [[name, text]]
    }),
  )
  const metadata = { ...dispute.metadata, ...form.metadata() }
  const submit = form.text('submit') !== 'false'
  form.finish()
  const adds = Object.keys(evidence).length > 0
  if (adds && !isOpen(dispute)) throw wrongState('This dispute is already closed', undefined, 'dispute_closed')
  const handsIn = submit && adds
  const kept = { ...dispute, evidence: { ...dispute.evidence, ...evidence }, metadata }
  const waiting = dispute.balances.length === 0 ? 'warning_under_review' : 'under_review'
  const updated = tx.put('dispute', {
    ...kept,
    ...(handsIn && { status: waiting, submissions: dispute.submissions + 1 }),
  })
  tell(call, 'charge.dispute.updated', drawDispute(updated, view))
  const outcome = handsIn ? outcomeOf(updated.evidence['uncategorized_text']) : null
  return drawDispute(outcome ? endDispute(call, updated, outcome) : updated, view)
}

/** The merchant gives in: the dispute is lost. */
function close(call: Call): object {
  call.form.finish()
  const dispute = find(call)
  if (!isOpen(dispute)) throw wrongState('This dispute is already closed', undefined, 'dispute_closed')
  return drawDispute(endDispute(call, dispute, 'lost'), call.view)
}

export const disputeRoutes: Route[] = [
  { method: 'GET', path: '/v1/disputes', handle: list },
  { method: 'GET', path: '/v1/disputes/:id', handle: retrieve },
  { method: 'POST', path: '/v1/disputes/:id', handle: update },
  { method: 'POST', path: '/v1/disputes/:id/close', handle: close },
]
