import { useMutation, useQuery } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { dayAndTime } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/check-list.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { TextField } from '../ui/field.tsx'
import { Note, Tag } from '../ui/note.tsx'
import { Segments } from '../ui/segments.tsx'
import { API_CLIENTS, type ApiClient, CREATE, REVOKE } from './keys-query.ts'
import { OnlySignedIn } from './only-signed-in.tsx'

type Scope = ApiClient['scopes'][number]
type Mode = ApiClient['mode']

const SCOPES: readonly { key: Scope; label: string; detail: string }[] = [
  { key: 'SEARCH', label: 'Search', detail: 'Find hotels and read their offers' },
  { key: 'BOOK', label: 'Book', detail: 'Book rooms, and read and cancel your own bookings' },
]
const scopesInWords = (scopes: readonly Scope[]): string =>
  SCOPES.filter(({ key }) => scopes.includes(key))
    .map(({ label }) => t(label))
    .join(', ')

/** For integrators: a key for each program that uses the graph in one's name. */
export function KeysPage() {
  useTitle(t('API keys'))
  return <OnlySignedIn title={t('API keys')}>{() => <Keys />}</OnlySignedIn>
}

function Keys() {
  const { data, error, loading, refetch } = useQuery(API_CLIENTS, { fetchPolicy: 'cache-and-network' })
  const clients = data?.apiClients
  return (
    <div className="grid gap-8">
      <p className="-mt-4 max-w-[62ch] text-ink-2">
        {t(
          'Your own site or program can search and book through the same graph as this one: one key for each, so that one can be taken back without the others.',
        )}
      </p>
      <NewKey onMade={() => void refetch()} />
      <section aria-labelledby="your-keys">
        <h2 id="your-keys">{t('Your keys')}</h2>
        {!clients && loading && (
          <div className="skeleton mt-4 h-24" role="status" aria-label={t('Loading your keys')} />
        )}
        {!clients && error && <Trouble error={error} onRetry={() => void refetch()} />}
        {clients?.length === 0 && (
          <p className="mt-2 text-ink-2">
            {t('None yet. A test key is a good start: its bookings go to the sandbox’s suppliers only.')}
          </p>
        )}
        {clients && clients.length > 0 && (
          <ul className="mt-4 grid gap-2.5">
            {clients.map((client) => (
              <Key key={client.id} client={client} onRevoked={() => void refetch()} />
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

function NewKey({ onMade }: { onMade: () => void }) {
  const [name, setName] = useState('')
  const [mode, setMode] = useState<Mode>('TEST')
  const [scopes, setScopes] = useState<Scope[]>(['SEARCH', 'BOOK'])
  const [error, setError] = useState<string | null>(null)
  const [made, setMade] = useState<{ key: string; name: string } | null>(null)
  const [create, { loading }] = useMutation(CREATE)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    if (!name.trim()) return setError(t('Give the key a name: the site or program that will use it.'))
    setError(null)
    try {
      const { data } = await create({ variables: { input: { name: name.trim(), mode, scopes } } })
      const answer = data?.createApiClient
      if (answer?.__typename !== 'NewApiClient')
        return setError(answer?.message ?? t('No key was made. Try again in a minute.'))
      setMade({ key: answer.key, name: answer.client.name })
      setName('')
      onMade()
    } catch {
      setError(t('No key was made: accounts do not answer at the moment. Try again in a minute.'))
    }
  }

  if (made) {
    return (
      <section className="card p-6 md:p-8" aria-label={t('Your new key')}>
        <h2>{t('The key of {name}', { name: made.name })}</h2>
        <Note tone="sun" icon="lock" className="mt-4" live>
          {t('Copy it now: it is shown this once, and kept only as a hash. Who has it books in your name.')}
        </Note>
        <div className="mt-4">
          <CopyField label={t('API key')} value={made.key} />
        </div>
        <p className="mt-4 text-14 text-ink-2">
          {t('Send it as “Authorization: Bearer” or “x-api-key” to the graph.')}
        </p>
        <Button look="outline" className="mt-5" onPress={() => setMade(null)}>
          {t('I have copied it')}
        </Button>
      </section>
    )
  }
  return (
    <section className="card p-6 md:p-8" aria-label={t('New key')}>
      <h2>{t('New key')}</h2>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-5 grid justify-items-start gap-5">
        <div className="w-full max-w-[440px]">
          <TextField
            label={t('Name')}
            hint={t('The site or program that will use it')}
            value={name}
            onChange={setName}
            error={error}
            maxLength={100}
            autoComplete="off"
          />
        </div>
        <CheckList
          label={t('It may')}
          choices={SCOPES.map(({ key, label, detail }) => ({ key, label: t(label), detail: t(detail) }))}
          value={scopes}
          onChange={setScopes}
        />
        <Segments
          label={t('For')}
          choices={[
            { key: 'TEST', label: t('Tests: the sandbox’s suppliers') },
            { key: 'LIVE', label: t('Real bookings') },
          ]}
          value={mode}
          onChange={setMode}
        />
        <Button type="submit" isPending={loading} isDisabled={scopes.length === 0}>
          {t('Create the key')}
        </Button>
      </form>
    </section>
  )
}

function Key({ client, onRevoked }: { client: ApiClient; onRevoked: () => void }) {
  const { id, name, keyPrefix, scopes, mode, createdAt, lastUsedAt } = client
  const [isSure, setSure] = useState(false)
  const [failed, setFailed] = useState(false)
  const [revoke, { loading }] = useMutation(REVOKE)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const take = async () => {
    try {
      await revoke({ variables: { id } })
      onRevoked()
    } catch {
      setFailed(true)
    }
  }
  return (
    <li className="card flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-2.5">
          {name} <Tag tone={mode === 'LIVE' ? 'ok' : 'plain'}>{mode === 'LIVE' ? t('Real') : t('Test')}</Tag>
        </h3>
        <p className="text-14 text-ink-2">
          <span className="font-[600] text-ink">{keyPrefix}…</span> {scopesInWords(scopes)}
        </p>
        <p className="text-13 text-ink-3">
          {t('Made {made}.', { made: dayAndTime(createdAt, zone) })}{' '}
          {lastUsedAt ? t('Last used {used}.', { used: dayAndTime(lastUsedAt, zone) }) : t('Never used.')}
        </p>
      </div>
      {isSure ? (
        <div
          className="flex flex-wrap items-center gap-2.5"
          role="group"
          aria-label={t('Take back the key of {name}', { name })}
        >
          <p role="alert" className="text-14">
            {failed ? t('It was not taken back. Try again in a minute.') : t('It stops working within a minute.')}
          </p>
          <Button small look="danger" onPress={() => void take()} isPending={loading}>
            {t('Take it back')}
          </Button>
          <Button small look="outline" onPress={() => setSure(false)}>
            {t('Keep it')}
          </Button>
        </div>
      ) : (
        <Button small look="outline" onPress={() => setSure(true)} aria-label={t('Revoke the key of {name}', { name })}>
          {t('Revoke')}
        </Button>
      )}
    </li>
  )
}
