import { useLazyQuery } from '@apollo/client/react'
import { useEffect, useId, useState } from 'react'
import { Button, ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'

import { graphql, type ResultOf } from '../graph/graphql.ts'
import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { type RememberedCity, useRecentCities } from './memory.ts'

const CITIES = graphql(`
  query Cities($search: String!) {
    cities(search: $search, first: 8) {
      id
      name
      localName
      region
      countryName
    }
  }
`)

type City = ResultOf<typeof CITIES>['cities'][number] | (RememberedCity & { localName?: string | null })

type Props = {
  value: RememberedCity | null
  onChange: (city: RememberedCity | null) => void
  error?: string | null
}

const PAUSE_MS = 160

/** A city in any of its names, by typing a part of one. Shows the last searches while nothing is typed. */
export function CityBox({ value, onChange, error }: Props) {
  const [text, setText] = useState(value ? nameOf(value) : '')
  const [ask, { data, loading }] = useLazyQuery(CITIES)
  const recents = useRecentCities()
  const hint = useId()
  const typed = text.trim()
  const chosen = value !== null && text === nameOf(value)

  useEffect(() => {
    if (chosen || typed.length < 2) return
    const later = setTimeout(() => void ask({ variables: { search: typed } }), PAUSE_MS)
    return () => clearTimeout(later)
  }, [ask, typed, chosen])

  const asked = !chosen && typed.length >= 2
  const cities: readonly City[] = asked ? (data?.cities ?? []) : recents

  return (
    <ComboBox
      className="flex h-full min-w-0 flex-1 items-center gap-3.5"
      items={cities}
      inputValue={text}
      onInputChange={(next) => {
        setText(next)
        if (value && next !== nameOf(value)) onChange(null)
      }}
      selectedKey={value?.id ?? null}
      onSelectionChange={(key) => {
        const city = cities.find(({ id }) => id === key)
        if (!city) return
        setText(nameOf(city))
        onChange({ id: city.id, name: city.name, countryName: city.countryName, region: city.region ?? null })
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      defaultFilter={() => true}
      isInvalid={Boolean(error)}
      aria-describedby={hint}
    >
      <span className="text-brand-ink">
        <Icon name="pin" size={24} />
      </span>
      <span className="min-w-0 flex-1">
        <Label className="block text-13 leading-tight text-ink-3">{t('Where')}</Label>
        <Input
          className="w-full truncate bg-transparent py-0.5 font-[600] outline-none placeholder:font-normal placeholder:text-ink-3"
          placeholder={t('City')}
          autoComplete="off"
          enterKeyHint="next"
          onFocus={(event) => event.currentTarget.select()}
        />
        <FieldError className="block text-13 font-[550] text-danger">{error}</FieldError>
        <span id={hint} className="sr-only">
          {t('Type a city in any language, then choose it from the list.')}
        </span>
      </span>
      <Button className="sr-only">{t('Show cities')}</Button>
      <Popover
        className="pop-over w-[min(420px,calc(100vw-32px))] p-2"
        offset={26}
        crossOffset={-40}
        placement="bottom start"
      >
        <ListBox<City>
          className="max-h-[420px] overflow-auto outline-none"
          renderEmptyState={() => (
            <p className="px-3 py-4 text-14 text-ink-2">
              {typed.length < 2
                ? t('Type at least two letters of a city’s name.')
                : loading || !data
                  ? t('Looking it up')
                  : t('No city has this name. Try another spelling.')}
            </p>
          )}
        >
          {(city) => (
            <ListBoxItem id={city.id} textValue={nameOf(city)} className="option">
              <span className="text-brand-ink">
                <Icon name={asked ? 'pin' : 'clock'} />
              </span>
              <span className="min-w-0 flex-1 leading-snug">
                <Matched text={city.name} part={asked ? typed : ''} />
                <small className="block text-13 text-ink-2">
                  {[city.region, city.countryName].filter(Boolean).join(', ')}
                </small>
              </span>
              {city.localName && <span className="text-13 text-ink-3">{city.localName}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

const nameOf = (city: City): string => `${city.name}, ${city.countryName}`

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The part that was typed stands out: what was matched, accents and case ignored. */
function Matched({ text, part }: { text: string; part: string }) {
  const at = part ? plain(text).indexOf(plain(part)) : -1
  if (at < 0 || plain(text).length !== text.length) return <span>{text}</span>
  return (
    <span>
      {text.slice(0, at)}
      <b>{text.slice(at, at + part.length)}</b>
      {text.slice(at + part.length)}
    </span>
  )
}
