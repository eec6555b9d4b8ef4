import { useMutation } from '@apollo/client/react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import * as v from 'valibot'

import { beginSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { REGISTER } from './account-operations.ts'
import { Entrance, useGoOn } from './entrance.tsx'

const schema = () =>
  v.object({
    givenName: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, t('Enter your first name.')),
      v.maxLength(100, t('A name can have at most 100 characters.')),
    ),
    familyName: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, t('Enter your surname.')),
      v.maxLength(100, t('A name can have at most 100 characters.')),
    ),
    email: v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, t('Enter your email address: name@example.com.')),
    ),
    password: v.pipe(v.string(), v.minLength(10, t('A password has at least 10 characters.'))),
  })
type Entries = v.InferInput<ReturnType<typeof schema>>
type Errors = Partial<Record<keyof Entries | 'form', string>>

const EMPTY: Entries = { givenName: '', familyName: '', email: '', password: '' }
const idOf = (field: string) => `register-${field}`

/** Opens an account. Trips booked before as a guest with the same address are found again by signing in. */
export function RegisterPage() {
  useTitle(t('Create an account'))
  const { next, goOn } = useGoOn('/register')
  const [entries, setEntries] = useState(EMPTY)
  const [errors, setErrors] = useState<Errors>({})
  const [register, { loading }] = useMutation(REGISTER)
  const problems = Object.entries(errors).map(([field, message]) => ({ field: idOf(field), message }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    const read = v.safeParse(schema(), entries)
    if (!read.success) {
      return setErrors(
        Object.fromEntries(read.issues.toReversed().map(({ path, message }) => [path?.[0]?.key, message])),
      )
    }
    setErrors({})
    try {
      const { data } = await register({ variables: { input: read.output } })
      const answer = data?.register
      if (!answer) throw new Error('The graph answered nothing')
      switch (answer.__typename) {
        case 'Session':
          beginSession(answer)
          return goOn()
        case 'EmailTaken':
          return setErrors({ email: t('There is an account with this address. Sign in instead.') })
        case 'InvalidEmail':
          return setErrors({ email: answer.message })
        case 'WeakPassword':
          return setErrors({ password: answer.message })
        case 'TooManyAttempts':
          return setErrors({
            form: t('Too many attempts. Try again in {minutes, plural, one {a minute} other {# minutes}}.', {
              minutes: Math.ceil(answer.retryAfterSeconds / 60),
            }),
          })
      }
    } catch {
      setErrors({ form: t('Accounts do not answer at the moment. You can search and book without one.') })
    }
  }

  const field = (name: keyof Entries) => ({
    id: idOf(name),
    value: entries[name],
    onChange: (value: string) => setEntries({ ...entries, [name]: value }),
    error: errors[name] ?? null,
  })
  return (
    <Entrance title={t('Create an account')} lead={t('For your trips only. No newsletter.')}>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4.5">
        {problems.length > 0 && <ErrorSummary title={t('This needs your attention:')} problems={problems} />}
        <TextField label={t('First name')} autoComplete="given-name" {...field('givenName')} />
        <TextField label={t('Surname')} autoComplete="family-name" {...field('familyName')} />
        <TextField label={t('Email')} type="email" autoComplete="username" {...field('email')} />
        <PasswordField
          label={t('Password')}
          autoComplete="new-password"
          hint={t('At least 10 characters; a sentence is easy to remember.')}
          {...field('password')}
        />
        <Button type="submit" isPending={loading} className="w-full">
          {loading ? t('Creating the account') : t('Create an account')}
        </Button>
      </form>
      <p className="mt-5 border-t border-line pt-4 text-14">
        {t('Have one already?')}{' '}
        <Link to="/sign-in" search={next ? { next } : {}} className="link inline-block py-1">
          {t('Sign in')}
        </Link>
      </p>
    </Entrance>
  )
}
