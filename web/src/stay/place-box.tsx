import { useLazyQuery } from '@apollo/client/react'
import { useEffect, useId, useState } from 'react'
import { Button, ComboBox, FieldError, Input, Label, ListBox, Popover } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import type { Place as Point } from './distance.ts'
import { useRecentPlaces } from './memory.ts'
import { PlaceOption } from './place-option.tsx'
import { ICONS, kindOf, nameOf, type Place } from './place.ts'
import { placesOf, SUGGESTIONS, type SuggestedPlace } from './suggestions.ts'
import { visitorCountryHere } from './visitor-country.ts'

type Props = {
  value: Place | null
  onChange: (place: Place | null) => void
  /** Where the map stands, if there is one: what is nearer comes first. */
  near: Point | null
  error?: string | null
}

/** So short that a letter is hardly waited for, so long that a fast typist is asked for once. */
const PAUSE_MS = 70

/** One letter of the Latin alphabet begins too many names; a sign of another script may be a whole one. */
const isEnough = (typed: string) => typed.length >= 2 || /[^\p{Script=Latin}\p{N}\p{P}\s]/u.test(typed)

/** A city or an airport in any of its names, or a hotel, by typing a part of one. Shows the last searches while nothing is typed. */
export function PlaceBox({ value, onChange, near, error }: Props) {
  const [text, setText] = useState(value ? nameOf(value) : '')
  const [ask, { data, previousData, error: failure, loading }] = useLazyQuery(SUGGESTIONS)
  const recents = useRecentPlaces()
  const hint = useId()
  const typed = text.trim()
  const chosen = value !== null && text === nameOf(value)
  const asked = !chosen && isEnough(typed)
  const nearby = near && `${Math.round(near.latitude * 10) / 10} ${Math.round(near.longitude * 10) / 10}`

  useEffect(() => {
    if (!asked) return
    const later = setTimeout(() => {
      const [latitude = 0, longitude = 0] = nearby?.split(' ').map(Number) ?? []
      const variables = { search: typed, country: visitorCountryHere(), near: nearby ? { latitude, longitude } : null }
      void ask({ variables })
    }, PAUSE_MS)
    return () => clearTimeout(later)
  }, [ask, typed, asked, nearby])

  // While the next letter is looked up, what the last one found stays: nothing flickers.
  const found = data ?? (loading ? previousData : undefined)
  const places: readonly SuggestedPlace[] = asked ? placesOf(found) : recents

  return (
    <ComboBox
      className="flex h-full min-w-0 flex-1 items-center gap-3.5"
      items={places}
      inputValue={text}
      onInputChange={(next) => {
        setText(next)
        if (value && next !== nameOf(value)) onChange(null)
      }}
      selectedKey={value?.id ?? null}
      onSelectionChange={(key) => {
        const place = places.find(({ id }) => id === key)
        if (!place) return
        setText(nameOf(place))
        const { id, name, countryName, region } = place
        onChange({ id, name, countryName, region: region ?? null })
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      defaultFilter={() => true}
      isInvalid={Boolean(error)}
      aria-describedby={hint}
    >
      <span className="text-brand-ink">
        <Icon name={ICONS[kindOf(value?.id ?? 'c')]} size={24} />
      </span>
      <span className="min-w-0 flex-1">
        <Label className="block text-13 leading-tight text-ink-3">{t('Where')}</Label>
        <Input
          className="w-full truncate bg-transparent py-0.5 font-[600] outline-none placeholder:font-normal placeholder:text-ink-3"
          placeholder={t('City, airport or hotel')}
          autoComplete="off"
          enterKeyHint="next"
          onFocus={(event) => event.currentTarget.select()}
        />
        <FieldError className="block text-13 font-[550] text-danger">{error}</FieldError>
        <span id={hint} className="sr-only">
          {t('Type a city in any language, an airport or its code, or a hotel, then choose it from the list.')}
        </span>
      </span>
      <Button className="sr-only">{t('Show places')}</Button>
      <Popover
        className="pop-over flex flex-col w-[min(460px,calc(100vw-32px))] p-2"
        offset={26}
        crossOffset={-40}
        placement="bottom start"
      >
        <ListBox<SuggestedPlace>
          className="max-h-[464px] min-h-0 overflow-auto outline-none"
          renderEmptyState={() => (
            <p className="px-3 py-4 text-14 text-ink-2">
              {!asked
                ? t('Type at least two letters of a city, an airport or a hotel.')
                : failure && !loading
                  ? t('The list of places is away for a moment. Type on to ask again.')
                  : loading || !found
                    ? t('Looking it up')
                    : t('Nothing has this name. Try another spelling.')}
            </p>
          )}
        >
          {(place) => <PlaceOption place={place} typed={asked ? typed : null} />}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
