import { ListBoxItem } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { ICONS, kindOf, nameOf, whereabouts } from './place.ts'
import type { SuggestedPlace } from './suggestions.ts'

/** A line of the list: the name as it was typed, and below it what that is and where. `typed`: null for a search of before. */
export function PlaceOption({ place, typed }: { place: SuggestedPlace; typed: string | null }) {
  const { id, name, matchedName = name } = place
  const kind = kindOf(id)
  const what = { city: null, airport: t('Airport'), hotel: t('Hotel') }[kind]
  // München: Munich, Bavaria, Germany.
  const known = matchedName === name ? null : name
  return (
    <ListBoxItem id={id} textValue={nameOf(place)} className="option">
      <span className="text-brand-ink">
        <Icon name={typed === null ? 'clock' : ICONS[kind]} />
      </span>
      <span className="min-w-0 flex-1 leading-snug">
        <Matched text={matchedName} part={typed ?? ''} />{' '}
        <small className="block truncate text-13 text-ink-2">
          {[what, known, whereabouts(place)].filter(Boolean).join(', ')}
        </small>
      </span>
      {kind === 'airport' && <span className="tag">{id.slice(1)}</span>}
    </ListBoxItem>
  )
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Where a word begins so; -1: nowhere. */
function beginningOf(part: string, text: string): number {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at
  return -1
}

/** The part that was typed stands out: what was matched, accents and case ignored. */
function Matched({ text, part }: { text: string; part: string }) {
  const at = part ? beginningOf(plain(part), plain(text)) : -1
  if (at < 0 || plain(text).length !== text.length) return <span>{text}</span>
  return (
    <span>
      {text.slice(0, at)}
      <b>{text.slice(at, at + part.length)}</b>
      {text.slice(at + part.length)}
    </span>
  )
}
