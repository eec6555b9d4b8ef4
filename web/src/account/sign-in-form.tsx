import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { beginSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { SIGN_IN } from './account-operations.ts'

type Props = {
  onDone: () => void
  /** An outline where the page has another leading button. */
  look?: 'lead' | 'outline'
}

/** Address and password. One answer for any mismatch: whether an account exists is nobody else's business. */
export function SignInForm({ onDone, look = 'lead' }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const [signIn, { loading }] = useMutation(SIGN_IN)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    setRefused(null)
    if (!email.trim() || !password) return setRefused(t('Enter your email address and your password.'))
    try {
      const { data } = await signIn({ variables: { input: { email: email.trim(), password } } })
      const answer = data?.signIn
      if (!answer) throw new Error('The graph answered nothing')
      switch (answer.__typename) {
        case 'Session':
          beginSession(answer)
          return onDone()
        case 'TooManyAttempts':
          return setRefused(
            t('Too many attempts. Try again in {minutes, plural, one {a minute} other {# minutes}}.', {
              minutes: Math.ceil(answer.retryAfterSeconds / 60),
            }),
          )
        case 'WrongCredentials':
          setRefused(t('Address and password do not belong together.'))
      }
    } catch {
      setRefused(t('Signing in does not answer at the moment. You can search and book without an account.'))
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4.5">
      {refused && (
        <div role="alert">
          <Note tone="danger">{refused}</Note>
        </div>
      )}
      <TextField
        id="sign-in-email"
        label={t('Email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        id="sign-in-password"
        label={t('Password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" look={look} isPending={loading} className="w-full">
        {loading ? t('Signing in') : t('Sign in')}
      </Button>
    </form>
  )
}
