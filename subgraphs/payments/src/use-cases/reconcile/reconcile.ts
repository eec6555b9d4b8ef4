import { madeBetween, type Made, type Span } from '../../bank/made-between.ts'
import type { Service } from '../../context.ts'
import {
  findingsToSeeAgain,
  finishReading,
  leaseReading,
  openFindings,
  settleFindings,
  touchFindings,
  writeFinding,
} from '../../database/reconciliations.ts'
import { FINDING_KINDS, READINGS, type Finding, type Reading } from '../../domain/finding.ts'
import { compareDisputes } from './compare-disputes.ts'
import { compareIntents } from './compare-intents.ts'
import { compareRefunds } from './compare-refunds.ts'
import { compared, findingsOpen } from './reconcile-metrics.ts'

const MINUTE = 60_000
/** Younger than that is still on its way: a caller waits for it, its answer is being written down. */
const ON_ITS_WAY_MS = 2 * MINUTE
/** Read once more each time: an object that the bank's lists showed late, one that was still open. */
const OVERLAP_MS = 10 * MINUTE
const LONGEST_SPAN_MS = 60 * MINUTE
const A_SECOND = 1_000
/** Of a hundred objects each: so much is read of one list in a round. */
const PAGES_A_ROUND = 10
const EVERY_MS = MINUTE
const LEASE_MS = 2 * MINUTE

/**
 * Compares the bank's lists with our books from where it was left. What we did not know and is ours is taken up by the
 * way an event would; what contradicts is written down, counted, and told once at error. One process a list, a bounded
 * part of it a round; a process that dies leaves its lease to run out, and the part is compared again. Answers whether
 * there is more to compare now.
 */
export async function reconcile(service: Service): Promise<boolean> {
  let more = false
  for (const reading of READINGS) more = (await compareList(reading, service)) || more
  await lookAgain(service)
  await countFindings(service)
  return more
}

async function compareList(reading: Reading, service: Service): Promise<boolean> {
  const { sql, now, logger } = service
  const at = now()
  const comparedUntil = await leaseReading(sql, reading, LEASE_MS, at)
  if (!comparedUntil) return false
  const end = wholeSeconds(at.getTime() - ON_ITS_WAY_MS).getTime()
  const reached =
    end > comparedUntil.getTime() ? await comparePart(reading, comparedUntil, end, service) : comparedUntil
  if (!reached) {
    logger.warn({ reading }, 'the bank did not show its list: it is compared later')
    await finishReading(sql, reading, comparedUntil, new Date(at.getTime() + EVERY_MS))
    return false
  }
  const more = reached.getTime() < end
  await finishReading(sql, reading, reached, more ? at : new Date(at.getTime() + EVERY_MS))
  return more
}

/** As much time as fits into a round. Null: the bank did not answer. */
async function comparePart(reading: Reading, comparedUntil: Date, end: number, service: Service): Promise<Date | null> {
  let part = {
    from: new Date(comparedUntil.getTime() - OVERLAP_MS),
    until: wholeSeconds(Math.min(end, comparedUntil.getTime() + LONGEST_SPAN_MS)),
  }
  let atMost = PAGES_A_ROUND
  for (;;) {
    const made = await madeBetween(service.bank, reading, part, atMost)
    if (made.kind !== 'ANSWERED') return null
    if (Array.isArray(made.value)) {
      await compareMade(reading, made.value, part, service)
      compared.inc({ reading }, made.value.length)
      return part.until
    }
    // A crowded time: as long a part of it as would fit by what was seen, and a single second is read whole.
    const crowded = part.until.getTime() - made.value.tooManySince.getTime()
    const length = Math.max(A_SECOND, Math.min(crowded, part.until.getTime() - comparedUntil.getTime()) / 2)
    if (length === A_SECOND) atMost = Infinity
    part = {
      from: wholeSeconds(comparedUntil.getTime()),
      until: wholeSeconds(comparedUntil.getTime() + A_SECOND + length),
    }
  }
}

/** As the bank counts. */
const wholeSeconds = (ms: number) => new Date(Math.floor(ms / A_SECOND) * A_SECOND)

async function compareMade<Kind extends Reading>(reading: Kind, made: Made[Kind][], span: Span, service: Service) {
  const findings = await compareEach(reading, made, span, service)
  await settleFindings(service.sql, made.map(({ id }) => id), findings, service.now()) // prettier-ignore
  for (const finding of findings) {
    const isNew = await writeFinding(service.sql, finding, service.now())
    if (isNew)
      service.logger.error({ finding }, 'the bank’s books and ours contradict each other: somebody must look at it')
  }
}

/** What was found before and may be settled by now: each is looked at again by its name. */
async function lookAgain(service: Service) {
  const { bank, db, sql, now } = service
  for (const subject of await findingsToSeeAgain(db, new Date(now().getTime() - OVERLAP_MS))) {
    await touchFindings(sql, subject, now())
    const span = { from: now(), until: now() }
    const [intent, refund] = [subject.startsWith('pi_'), subject.startsWith('re_')]
    if (intent) {
      const seen = await bank.ask('compare again', (stripe) => stripe.paymentIntents.retrieve(subject))
      if (seen.kind === 'ANSWERED') await compareMade('INTENTS', [seen.value], span, service)
    } else if (refund) {
      const seen = await bank.ask('compare again', (stripe) => stripe.refunds.retrieve(subject))
      if (seen.kind === 'ANSWERED') await compareMade('REFUNDS', [seen.value], span, service)
    } else {
      const seen = await bank.ask('compare again', (stripe) => stripe.disputes.retrieve(subject))
      if (seen.kind === 'ANSWERED') await compareMade('DISPUTES', [seen.value], span, service)
    }
  }
}

function compareEach(reading: Reading, made: Made[Reading][], span: Span, service: Service): Promise<Finding[]> {
  switch (reading) {
    case 'INTENTS':
      return compareIntents(made as Made['INTENTS'][], span, service)
    case 'REFUNDS':
      return compareRefunds(made as Made['REFUNDS'][], service)
    case 'DISPUTES':
      return compareDisputes(made as Made['DISPUTES'][], service)
  }
}

async function countFindings({ db }: Service) {
  const open = new Map((await openFindings(db)).map(({ kind, count }) => [kind, count]))
  for (const kind of FINDING_KINDS) findingsOpen.set({ kind }, open.get(kind) ?? 0)
}
