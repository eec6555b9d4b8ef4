import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { graphql } from '../graph/graphql.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSignOut } from './use-sign-out.ts'

const ERASE = graphql(`
  mutation EraseMyAccount($input: EraseMyAccountInput!) {
    eraseMyAccount(input: $input) {
      __typename
      ... on AccountErased { at }
      ... on TooManyAttempts { retryAfterSeconds }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

type Props = { isOpen: boolean; onOpenChange: (open: boolean) => void }

/** What goes, what stays and for how long, before it is done; the password is asked once more. */
export function EraseSheet({ isOpen, onOpenChange }: Props) {
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const [erase, { loading }] = useMutation(ERASE)
  const leave = useSignOut()

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (loading) return
    setRefused(null)
    if (!password) return setRefused(t('Type your password to erase the account.'))
    try {
      const { data } = await erase({ variables: { input: { password } } })
      const answer = data?.eraseMyAccount
      switch (answer?.__typename) {
        case 'AccountErased':
          return await leave()
        case 'TooManyAttempts':
          return setRefused(
            t('Too many attempts. Try again in {minutes, plural, one {a minute} other {# minutes}}.', {
              minutes: Math.ceil(answer.retryAfterSeconds / 60),
            }),
          )
        case 'WrongCredentials':
          return setRefused(t('This is not your password. Nothing was erased.'))
        case 'SignInRequired':
          return await leave()
        case undefined:
          setRefused(lost())
      }
    } catch {
      setRefused(lost())
    }
  }

  const foot = (
    <div className="flex flex-wrap justify-end gap-2.5 max-md:[&>*]:w-full">
      <Button look="danger" onPress={() => void submit()} isPending={loading}>
        {loading ? t('Erasing') : t('Erase my account')}
      </Button>
      <Button onPress={() => onOpenChange(false)}>{t('Keep my account')}</Button>
    </div>
  )
  return (
    <Sheet title={t('Erase my account')} isOpen={isOpen} onOpenChange={onOpenChange} foot={foot}>
      <h3 className="font-[600]">{t('What goes, for good')}</h3>
      <p className="mt-1 text-ink-2">
        {t('Your name, address and password, every session and API key, and your name on the trips that are over.')}
      </p>
      <h3 className="mt-4 font-[600]">{t('What stays, and why')}</h3>
      <p className="mt-1 text-ink-2">
        {t(
          'Receipts, for as long as tax law asks us to keep them. A stay that is still to come stays booked: you open it with its reference and your surname, and your name goes when it is over. Cancel it first if you do not want it.',
        )}
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-5 border-t border-line pt-5">
        {refused && (
          <div role="alert" className="mb-4">
            <Note tone="danger">{refused}</Note>
          </div>
        )}
        <PasswordField
          id="erase-password"
          label={t('Your password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </form>
    </Sheet>
  )
}

const lost = (): string => t('The answer was lost. Sign in again to learn whether the account is still there.')
