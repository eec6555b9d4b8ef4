import { useMutation } from '@apollo/client/react'
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { ProgressBar } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Refused } from './in-the-way.tsx'
import { ADD_PHOTO, REQUEST_UPLOAD } from './photos-words.ts'
import { isThere, previewOf, sendFile, sumOf } from './send-file.ts'
import { useDeskWord } from './use-desk-word.ts'

type Props = { hotelId: string; file: File; onDone: () => void }
type Sending =
  | { kind: 'SENDING'; share: number }
  | { kind: 'THERE'; uploadId: string }
  | { kind: 'NOT'; because: string; again: boolean }

/** With another file it may go; with this one it never will. */
const never = new Set(['PhotoTypeNotTaken', 'PhotoTooLarge', 'PhotoUnusable'])

/** A file on its way: it is sent while somebody says what it shows, and added when both are there. */
export function NewPhoto({ hotelId, file, onDone }: Props) {
  const [requestUpload] = useMutation(REQUEST_UPLOAD)
  const [addPhoto] = useMutation(ADD_PHOTO)
  const [sending, setSending] = useState<Sending>({ kind: 'SENDING', share: 0 })
  const [preview, setPreview] = useState<string | null>(null)
  const [alt, setAlt] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const { isWorking, refusal, say } = useDeskWord()

  const send = useCallback(async () => {
    setSending({ kind: 'SENDING', share: 0 })
    try {
      const sha256 = await sumOf(file)
      const input = { hotelId, contentType: file.type, bytes: file.size, sha256 }
      const answer = (await requestUpload({ variables: { input } })).data?.requestPhotoUpload
      if (answer?.__typename !== 'PhotoUpload') return setSending(notSent(answer))
      const status = await sendFile(file, answer, (share) => setSending({ kind: 'SENDING', share }))
      setSending(isThere(status) ? { kind: 'THERE', uploadId: answer.id } : notSent())
    } catch {
      setSending(notSent())
    }
  }, [file, hotelId, requestUpload])
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void send()
    void previewOf(file).then(setPreview)
  }, [file, send])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong(alt.trim() ? null : t('Say what it shows: guests who do not see it read that.'))
    if (sending.kind !== 'THERE' || !alt.trim()) return
    const { uploadId } = sending
    const word = async () => {
      const answer = (await addPhoto({ variables: { input: { uploadId, alt } } })).data?.addHotelPhoto
      // Nothing is there any more that could be added.
      if (answer?.__typename === 'PhotoUnusable' || answer?.__typename === 'PhotoNotUploaded')
        setSending(notSent(answer))
      return answer
    }
    if (await say(word, 'HotelPhotos')) onDone()
  }
  return (
    <li className="card p-4">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3.5" aria-label={file.name}>
        <div className="flex items-center gap-3.5">
          <span className="picture h-16 w-24 shrink-0 overflow-hidden rounded-control bg-sunken">
            {preview && <img src={preview} alt="" width="240" height="160" />}
          </span>
          <div className="min-w-0 flex-1">
            <p className="truncate text-14 font-[600]">{file.name}</p>
            {sending.kind === 'NOT' ? (
              <p className="text-13 text-ink-2">{t('Not sent')}</p>
            ) : (
              <Progress share={sending.kind === 'THERE' ? 1 : sending.share} />
            )}
          </div>
        </div>
        {sending.kind === 'NOT' ? (
          <Refused refusal={{ message: sending.because }} />
        ) : (
          <>
            <TextField
              label={t('What it shows')}
              hint={t('In a few words, for guests who do not see it: The terrace over the lake')}
              value={alt}
              onChange={setAlt}
              error={wrong}
              maxLength={200}
              autoComplete="off"
            />
            <Refused refusal={refusal} />
          </>
        )}
        <div className="flex flex-wrap gap-2.5">
          {sending.kind !== 'NOT' && (
            <Button type="submit" small isPending={isWorking} isDisabled={sending.kind !== 'THERE'}>
              {t('Add it')}
            </Button>
          )}
          {sending.kind === 'NOT' && sending.again && (
            <Button look="outline" small onPress={() => void send()}>
              {t('Send it again')}
            </Button>
          )}
          <Button look="text" small onPress={onDone}>
            {t('Leave it')}
          </Button>
        </div>
      </form>
    </li>
  )
}

const notSent = (answer?: { __typename: string; message?: string } | null): Sending => ({
  kind: 'NOT',
  because: answer?.message ?? t('The file did not arrive. Send it again: what is sent twice is there once.'),
  again: !never.has(answer?.__typename ?? ''),
})

function Progress({ share }: { share: number }) {
  return (
    <ProgressBar value={share * 100} aria-label={t('Sent')} className="mt-1.5 grid gap-1">
      {({ percentage = 0 }) => (
        <>
          <svg className="h-1.5 w-full rounded-full bg-sunken" aria-hidden="true">
            <rect width={`${percentage}%`} height="100%" className="fill-brand" />
          </svg>
          <span className="text-13 text-ink-2">
            {percentage < 100 ? t('{percentage}% sent', { percentage: Math.round(percentage) }) : t('Arrived')}
          </span>
        </>
      )}
    </ProgressBar>
  )
}
