import { useState } from 'react'

import { shortRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { flexInWords, whenInWords } from '../stay/flexibility.tsx'
import { guestsInWords, headCount } from '../stay/guests.ts'
import { nameOf } from '../stay/place.ts'
import { SearchForm, type Wanted } from '../stay/search-form.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Sheet } from '../ui/sheet.tsx'

/** What was searched for, and a way to change it: in place on a wide screen, over the whole of a narrow one. `asked`: the question, whose form keeps what was changed in it while the place's name is still on its way. `asks`: a part of it is missing. */
export function SummaryBar({ wanted, asked, asks }: { wanted: Wanted; asked: string; asks: boolean }) {
  const wide = useMedia('md')
  const [isOpen, setOpen] = useState(asks)
  const { place, dates, flex, rooms } = wanted
  const form = <SearchForm key={asked} initial={wanted} onSearched={() => setOpen(false)} />
  const part = 'h-6.5 items-center gap-2 border-line px-4 whitespace-nowrap md:flex'
  return (
    <div className="border-y border-line bg-surface">
      <div className="wrap py-3">
        {wide && isOpen ? (
          form
        ) : (
          <div className="flex items-center gap-2.5">
            <button
              type="button"
              onClick={() => setOpen(true)}
              className="flex min-h-13 min-w-0 flex-1 flex-wrap items-center rounded-control py-1.5 md:flex-nowrap md:py-0 text-start text-14 font-[550] shadow-[inset_0_0_0_1px_var(--line-strong)] md:min-h-12"
            >
              <span className={`${part} flex min-w-0 flex-auto md:flex-none md:border-e`}>
                <span className="text-brand-ink">
                  <Icon name="search" size={18} />
                </span>
                <span className="sr-only">{t('Change the search:')}</span>
                <span className="truncate">{place ? nameOf(place) : t('Where')}</span>
              </span>
              {dates && (
                <>
                  <span className="mx-4 text-13 font-normal text-ink-3 md:hidden">
                    {[whenInWords(dates, flex, shortRange), flexInWords(flex), headCount(rooms)]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                  <span className={`${part} hidden border-e`}>
                    <span className="text-brand-ink">
                      <Icon name="calendar" size={18} />
                    </span>
                    {[whenInWords(dates, flex), flexInWords(flex)].filter(Boolean).join(' ')}
                  </span>
                  <span className={`${part} hidden`}>
                    <span className="text-brand-ink">
                      <Icon name="people" size={18} />
                    </span>
                    {guestsInWords(rooms)}
                  </span>
                </>
              )}
            </button>
            <span className="hidden md:block">
              <Button look="outline" onPress={() => setOpen(true)}>
                {t('Change')}
              </Button>
            </span>
          </div>
        )}
      </div>
      {!wide && (
        <Sheet title={t('Change the search')} isOpen={isOpen} onOpenChange={setOpen}>
          {form}
        </Sheet>
      )}
    </div>
  )
}
