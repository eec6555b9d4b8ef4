import { useState } from 'react'

import { SignInForm } from '../account/sign-in-form.tsx'
import type { SignedIn } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { TextField } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import type { GuestEntries, GuestField } from './guest-entries.ts'
import { Step } from './step.tsx'

type Props = {
  /** Null: nobody is signed in. */
  customer: SignedIn | null
  entries: GuestEntries
  errors: Partial<Record<GuestField, string>>
  onChange: (entries: GuestEntries) => void
  /** The id of the form these fields belong to: signing in is a form of its own in between. */
  form: string
}

export const idOf = (field: GuestField): string => `guest-${field}`

/** Who arrives. With an account or without one: both ways stand side by side, and neither asks for more. */
export function WhoStep({ customer, entries, errors, onChange, form }: Props) {
  const [way, setWay] = useState<'guest' | 'account'>('guest')
  const field = (name: GuestField) => ({
    id: idOf(name),
    form,
    value: entries[name],
    onChange: (value: string) => onChange({ ...entries, [name]: value }),
    error: errors[name] ?? null,
  })
  return (
    <Step number={1} title={t('Who is staying')}>
      {customer ? (
        <p className="mt-2 text-14 text-ink-2">
          {t('Signed in as {email}. The trip will be in “My trips”.', { email: customer.email })}
        </p>
      ) : (
        <div className="mt-4">
          <Segments
            label={t('With or without an account')}
            choices={[
              { key: 'guest', label: t('Continue without an account') },
              { key: 'account', label: t('Sign in') },
            ]}
            value={way}
            onChange={setWay}
          />
        </div>
      )}
      {!customer && way === 'account' && (
        <div className="mt-5 max-w-[400px] border-b border-line pb-6">
          <SignInForm look="outline" onDone={() => setWay('guest')} />
        </div>
      )}
      <div className="mt-5 grid gap-4.5 md:grid-cols-2">
        <TextField label={t('First name')} autoComplete="given-name" {...field('givenName')} />
        <TextField
          label={t('Surname')}
          autoComplete="family-name"
          hint={t('As on the document shown at the desk')}
          {...field('familyName')}
        />
        <TextField
          label={t('Email')}
          type="email"
          autoComplete="email"
          hint={t('For the confirmation and the receipt. No newsletter.')}
          {...field('email')}
        />
        <TextField
          label={t('Phone')}
          optional
          type="tel"
          autoComplete="tel"
          hint={t('Only the hotel sees it')}
          {...field('phone')}
        />
        <div className="md:col-span-2">
          <TextField
            label={t('A wish for the hotel')}
            optional
            lines={2}
            hint={t('The hotel reads it. It is never a promise.')}
            {...field('requests')}
          />
        </div>
      </div>
    </Step>
  )
}
