import { useMutation } from '@apollo/client/react'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'

import { check, fieldOf, type GuestEntries, type GuestField, NO_ENTRIES } from '../book/guest-entries.ts'
import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { JOIN } from './waiting-operations.ts'

/** A price that can be waited for. */
export type Wish = { offerId: string; words: string; terms: string; total: Money }

type Props = {
  roomName: string
  /** At least one; the first is chosen until another is. */
  wishes: readonly Wish[]
  known?: Partial<GuestEntries> | undefined
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}

const FORM = 'join-waiting-list'
const FIELDS = ['givenName', 'familyName', 'email'] as const satisfies readonly GuestField[]

/** Whom to tell when a room is free, and at which price. Leads on to the entry's own page. */
export function JoinSheet({ roomName, wishes, known, isOpen, onOpenChange }: Props) {
  const navigate = useNavigate()
  const [join, { loading }] = useMutation(JOIN)
  const [chosen, setChosen] = useState(0)
  const [entries, setEntries] = useState<GuestEntries>({ ...NO_ENTRIES, ...known })
  const [errors, setErrors] = useState<Partial<Record<GuestField, string | undefined>>>({})
  const [refused, setRefused] = useState<string | null>(null)
  // The same key until the answer is known: sent twice, one joins once.
  const [key, setKey] = useState(() => crypto.randomUUID())
  const wish = wishes[chosen] ?? wishes[0]

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (loading || !wish) return
    const checked = check({ ...entries, phone: '', requests: '' })
    setErrors(checked.errors ?? {})
    setRefused(null)
    if (!checked.entries) return
    const { givenName, familyName, email } = checked.entries
    const input = { offerId: wish.offerId, guest: { givenName, familyName, email }, idempotencyKey: key }
    try {
      const { data } = await join({ variables: { input } })
      const answer = data?.joinWaitingList
      if (!answer) return setRefused(lost())
      setKey(crypto.randomUUID())
      if (answer.__typename === 'WaitingListEntry')
        return void navigate({ to: '/waiting/$token', params: { token: answer.token } })
      const field = answer.__typename === 'InvalidGuest' ? fieldOf(answer.field) : null
      if (field) setErrors({ [field]: answer.message })
      else setRefused(answer.message)
    } catch {
      setRefused(lost())
    }
  }

  return (
    <Sheet
      title={t('Tell me when a room is free')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      foot={
        <Button type="submit" form={FORM} className="w-full" isPending={loading}>
          {loading ? t('Putting you on the list') : t('Put me on the waiting list')}
        </Button>
      }
    >
      <form id={FORM} onSubmit={(event) => void submit(event)} noValidate className="grid gap-4.5">
        <div>
          <p className="font-[600]">{roomName}</p>
          <p className="mt-1 text-14 text-ink-2">
            {t(
              'When someone cancels, we hold the room for those who wait, in the order in which they joined, and send you a link. Nothing is charged, and you stay free to book elsewhere.',
            )}
          </p>
        </div>
        {wishes.length > 1 && (
          <RadioGroup
            aria-label={t('The price to wait for')}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value))}
            className="overflow-hidden rounded-card border border-line"
          >
            {wishes.map(({ offerId, words, terms, total }, at) => (
              <Radio key={offerId} value={String(at)} className="offer-row">
                <span className="offer-dot" aria-hidden="true" />
                <span className="min-w-0">
                  <b className="block font-[600]">{words}</b>
                  <span className="block text-14 text-ink-2">{terms}</span>
                </span>
                <span className="price text-end text-18!">{exactly(total)}</span>
              </Radio>
            ))}
          </RadioGroup>
        )}
        {wish && (
          <Note tone="ok" icon="check">
            {t('The price is kept for you: {amount} for the whole stay, taxes included.', {
              amount: exactly(wish.total),
            })}
          </Note>
        )}
        {refused && (
          <div role="alert">
            <Note tone="sun">{refused}</Note>
          </div>
        )}
        <div className="grid gap-4.5 md:grid-cols-2">
          {FIELDS.map((name) => (
            <div key={name} className={name === 'email' ? 'md:col-span-2' : ''}>
              <TextField
                {...LABELS[name]()}
                value={entries[name]}
                onChange={(value) => {
                  setEntries((now) => ({ ...now, [name]: value }))
                  setErrors((now) => ({ ...now, [name]: undefined }))
                }}
                error={errors[name] ?? null}
              />
            </div>
          ))}
        </div>
      </form>
    </Sheet>
  )
}

const LABELS: Record<
  (typeof FIELDS)[number],
  () => { label: string; autoComplete: string; type?: string; hint?: string }
> = {
  givenName: () => ({ label: t('First name'), autoComplete: 'given-name' }),
  familyName: () => ({ label: t('Surname'), autoComplete: 'family-name' }),
  email: () => ({
    label: t('Email'),
    autoComplete: 'email',
    type: 'email',
    hint: t('For the link, and nothing else. It is forgotten when the waiting is over.'),
  }),
}

const lost = (): string => t('The answer was lost. Press again to learn how it stands: you join once.')
