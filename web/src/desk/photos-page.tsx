import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { Photo } from '../ui/photo.tsx'
import { DeskFrame } from './desk-frame.tsx'
import { DeskSheet } from './desk-sheet.tsx'
import { Refused } from './in-the-way.tsx'
import { NewPhoto } from './new-photo.tsx'
import { ARRANGE_PHOTOS, DESCRIBE_PHOTO, type OwnPhoto, PHOTOS, REMOVE_PHOTO, type Told } from './photos-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** What guests see of the hotel: its own people add photographs, say what they show, put them in order and take them away. */
export function PhotosPage() {
  return <DeskFrame title={t('Photographs')}>{({ hotel }) => <Photos hotelId={hotel.id} />}</DeskFrame>
}

function Photos({ hotelId }: { hotelId: string }) {
  const { data, error, loading, refetch } = useQuery(PHOTOS, {
    variables: { hotelId },
    fetchPolicy: 'cache-and-network',
  })
  const answer = data?.hotelPhotos
  if (!answer && loading) return <div className="skeleton h-60 rounded-card" role="status" aria-label={t('Loading')} />
  if (!answer) return <Trouble error={error} onRetry={() => void refetch()} />
  if (answer.__typename !== 'HotelPhotos')
    return (
      <Note tone="info" icon="lock">
        {answer.message}
      </Note>
    )
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_400px]">
      <Shown hotelId={hotelId} told={answer} onGone={() => void refetch()} />
      <Adding hotelId={hotelId} told={answer} />
    </div>
  )
}

type ShownProps = {
  hotelId: string
  told: Told
  /** One of them cannot be shown: a colleague may have taken it away. */
  onGone: () => void
}

/** Those that guests see, in their order. */
function Shown({ hotelId, told: { photos }, onGone }: ShownProps) {
  const [arrange] = useMutation(ARRANGE_PHOTOS)
  const { refusal, say } = useDeskWord()
  const [open, setOpen] = useState<{ what: 'WORDS' | 'REMOVE'; photo: OwnPhoto; isOpen: boolean } | null>(null)
  const [moved, setMoved] = useState('')
  const move = (from: number, to: number) => {
    setMoved(t('{alt}: {place} of {count}', { alt: photos[from]?.alt ?? '', place: to + 1, count: photos.length }))
    const photoIds = photos.map(({ id }) => id ?? '')
    photoIds.splice(to, 0, ...photoIds.splice(from, 1))
    void say(async () => (await arrange({ variables: { input: { hotelId, photoIds } } })).data?.arrangeHotelPhotos, 'HotelPhotos') // prettier-ignore
  }
  const close = () => setOpen(open && { ...open, isOpen: false })
  return (
    <div className="grid gap-4">
      <Refused refusal={refusal} />
      <p role="status" className="sr-only">
        {moved}
      </p>
      {photos.length === 0 && (
        <Note tone="plain">{t('Guests see pictures that are drawn, until you add photographs of your own.')}</Note>
      )}
      <ol className="grid gap-4 sm:grid-cols-2">
        {photos.map((photo, at) => (
          <li key={photo.id} className="card overflow-hidden">
            <div className="picture aspect-3/2 bg-sunken">
              <Photo src={photo.thumbnailUrl} alt={photo.alt} onGone={onGone} loading="lazy" width="600" height="400" />
            </div>
            <div className="grid gap-2.5 p-4">
              <p className="text-14" aria-hidden="true">
                {photo.alt}
              </p>
              <div className="flex flex-wrap items-center gap-2.5">
                <Button
                  small
                  look="outline"
                  isDisabled={at === 0}
                  onPress={() => move(at, at - 1)}
                  aria-label={t('Earlier: {alt}', { alt: photo.alt })}
                >
                  <Icon name="left" size={18} />
                </Button>
                <Button
                  small
                  look="outline"
                  isDisabled={at === photos.length - 1}
                  onPress={() => move(at, at + 1)}
                  aria-label={t('Later: {alt}', { alt: photo.alt })}
                >
                  <Icon name="right" size={18} />
                </Button>
                <Button small look="text" onPress={() => setOpen({ what: 'WORDS', photo, isOpen: true })}>
                  {t('Words…')}
                  <span className="sr-only"> {t('({alt})', { alt: photo.alt })}</span>
                </Button>
                <Button small look="text" onPress={() => setOpen({ what: 'REMOVE', photo, isOpen: true })}>
                  {t('Take away…')}
                  <span className="sr-only"> {t('({alt})', { alt: photo.alt })}</span>
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ol>
      {open?.what === 'WORDS' && <WordsSheet key={open.photo.id} hotelId={hotelId} {...open} onClose={close} />}
      {open?.what === 'REMOVE' && <RemoveSheet key={open.photo.id} hotelId={hotelId} {...open} onClose={close} />}
    </div>
  )
}

/** Files that were chosen: each is sent at once. */
function Adding({ hotelId, told: { photos, most, mostBytes, contentTypes } }: { hotelId: string; told: Told }) {
  const [files, setFiles] = useState<{ n: number; file: File }[]>([])
  const room = most - photos.length
  const choose = (chosen: FileList | null) =>
    setFiles((before) => {
      const next = (before.at(-1)?.n ?? 0) + 1
      return [...before, ...[...(chosen ?? [])].map((file, at) => ({ n: next + at, file }))]
    })
  return (
    <section aria-labelledby="add-photos" className="grid gap-4">
      <h2 id="add-photos" className="text-21">
        {t('Add photographs')}
      </h2>
      <p className="text-14 text-ink-2">
        {t(
          'JPEG, PNG or WebP, up to {megabytes} MB each. Where and when they were taken is left out. Guests see them within a minute.',
          {
            megabytes: Math.floor(mostBytes / 1_000_000),
          },
        )}
      </p>
      <FileTrigger acceptedFileTypes={contentTypes} allowsMultiple onSelect={choose}>
        <Button look="outline" isDisabled={room <= 0}>
          <Icon name="plus" size={18} />
          {t('Choose files')}
        </Button>
      </FileTrigger>
      <p className="text-13 text-ink-3" role="status">
        {t(
          '{room, plural, =0 {There is room for no more: take one away first.} one {There is room for one more.} other {There is room for # more.}}',
          { room },
        )}
      </p>
      <ul className="grid gap-4">
        {files.map(({ n, file }) => (
          <NewPhoto
            key={n}
            hotelId={hotelId}
            file={file}
            onDone={() => setFiles((before) => before.filter((one) => one.n !== n))}
          />
        ))}
      </ul>
    </section>
  )
}

type SheetProps = { hotelId: string; photo: OwnPhoto; isOpen: boolean; onClose: () => void }

function WordsSheet({ hotelId, photo, isOpen, onClose }: SheetProps) {
  const [describe] = useMutation(DESCRIBE_PHOTO)
  const { isWorking, refusal, say } = useDeskWord()
  const [alt, setAlt] = useState(photo.alt)
  const input = { hotelId, photoId: photo.id ?? '', alt }
  const confirm = async () => {
    if (await say(async () => (await describe({ variables: { input } })).data?.describeHotelPhoto, 'HotelPhotos')) onClose() // prettier-ignore
  }
  return (
    <DeskSheet
      title={t('What it shows')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Say it so')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <TextField label={t('In a few words')} value={alt} onChange={setAlt} maxLength={200} autoComplete="off" />
    </DeskSheet>
  )
}

function RemoveSheet({ hotelId, photo, isOpen, onClose }: SheetProps) {
  const [remove] = useMutation(REMOVE_PHOTO)
  const { isWorking, refusal, say } = useDeskWord()
  const input = { hotelId, photoId: photo.id ?? '' }
  const confirm = async () => {
    if (await say(async () => (await remove({ variables: { input } })).data?.removeHotelPhoto, 'HotelPhotos')) onClose()
  }
  return (
    <DeskSheet
      title={t('Take the photograph away')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Take it away')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
      isDangerous
    >
      <div className="picture aspect-3/2 overflow-hidden rounded-card bg-sunken">
        <Photo src={photo.thumbnailUrl} alt={photo.alt} width="600" height="400" />
      </div>
      <p className="text-ink-2">{t('New guests do not see it any more. Whose browser kept it may for a day.')}</p>
    </DeskSheet>
  )
}
