import { CombinedGraphQLErrors } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { referenceFrom, rememberGuest } from './known-guests.ts'
import { RESERVATION } from './reservation-query.ts'

type Props = {
  reference?: string | undefined
  /** It was looked for already, with what this tab knew. */
  isMissing?: boolean
}

/** A reservation by its reference and the guest's surname. One answer for any mismatch. */
export function FindForm({ reference: given = '', isMissing = false }: Props) {
  const client = useApolloClient()
  const navigate = useNavigate()
  const [reference, setReference] = useState(given)
  const [surname, setSurname] = useState('')
  const [isLooking, setLooking] = useState(false)
  const [refused, setRefused] = useState<string | null>(isMissing ? noMatch() : null)

  const look = async (event: FormEvent) => {
    event.preventDefault()
    if (isLooking) return
    if (!reference.trim() || !surname.trim()) return setRefused(t('Enter the reference and the surname of the guest.'))
    setRefused(null)
    setLooking(true)
    const asked = { reference: referenceFrom(reference), surname: surname.trim() }
    // Parts of it may be away (its payment, its hotel) without being in the way of the rest: an error is told beside the data.
    const { data, error } = await client.query({
      query: RESERVATION,
      variables: asked,
      fetchPolicy: 'network-only',
      errorPolicy: 'all',
    })
    if (data?.reservation) {
      rememberGuest(data.reservation.reference, asked.surname)
      return void navigate({ to: '/trips/$reference', params: { reference: data.reservation.reference } })
    }
    setRefused(error ? (waitInWords(error) ?? away()) : noMatch())
    setLooking(false)
  }

  return (
    <div className="wrap grid justify-center pt-6 md:pt-12">
      <section className="card w-full max-w-[440px] p-6 md:p-8">
        <h1 className="text-26">{t('Find a reservation')}</h1>
        <p className="mt-1.5 mb-6 text-14 text-ink-2">
          {t('Both stand in the email of the confirmation. No account is needed.')}
        </p>
        <form onSubmit={(event) => void look(event)} noValidate className="grid gap-4.5">
          {refused && (
            <div role="alert">
              <Note tone="danger">{refused}</Note>
            </div>
          )}
          <TextField
            label={t('Reference')}
            placeholder="LX7-4KQ9"
            autoComplete="off"
            autoCorrect="off"
            spellCheck="false"
            value={reference}
            onChange={setReference}
            hint={t('Seven letters and digits')}
          />
          <TextField
            label={t('Surname of the guest')}
            autoComplete="family-name"
            value={surname}
            onChange={setSurname}
          />
          <Button type="submit" isPending={isLooking} className="w-full">
            {isLooking ? t('Looking') : t('Find the reservation')}
          </Button>
        </form>
      </section>
    </div>
  )
}

const away = (): string =>
  t('Reservations do not answer at the moment. Yours is safe; its receipt is also in your email.')
const noMatch = (): string => t('No reservation matches this reference and surname.')

/** Whoever misses too often waits: the graph says how long. */
function waitInWords(error: unknown): string | null {
  if (!CombinedGraphQLErrors.is(error)) return null
  const seconds = error.errors
    .map(({ extensions }) => extensions?.['retryAfterSeconds'])
    .find((value) => typeof value === 'number')
  return seconds === undefined
    ? null
    : t('Too many attempts. Try again in {minutes, plural, one {a minute} other {# minutes}}.', {
        minutes: Math.max(1, Math.ceil(Number(seconds) / 60)),
      })
}
