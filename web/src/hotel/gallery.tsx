import { useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import type { Hotel } from './hotel-query.ts'

/** Five pictures in a mosaic, the facade first; all of them, named, in a sheet. */
export function Gallery({ photos }: { photos: Hotel['photos'] }) {
  const [isOpen, setOpen] = useState(false)
  const illustrated = photos.every((photo) => photo.illustrated)
  const shown = photos.slice(0, 5)
  if (shown.length === 0) return null
  const count = photos.length
  return (
    <div className="relative -mx-(--gutter) grid grid-cols-2 grid-rows-[220px_120px] gap-1 overflow-hidden md:mx-0 md:grid-cols-[2fr_1fr_1fr] md:grid-rows-[210px_210px] md:gap-2.5 md:rounded-sheet">
      {shown.map((photo, index) => (
        <div
          key={photo.url}
          className={`picture bg-sunken ${index === 0 ? 'col-span-2 md:col-span-1 md:row-span-2' : ''} ${index > 2 ? 'hidden md:block' : ''}`}
        >
          <img
            src={photo.url}
            alt={index === 0 ? photo.alt : ''}
            width="600"
            height="400"
            {...(index === 0 ? { fetchPriority: 'high' as const } : {})}
          />
        </div>
      ))}
      <div className="absolute end-2.5 bottom-33 md:end-4 md:bottom-4">
        <Button look="outline" small className="bg-surface text-ink" onPress={() => setOpen(true)}>
          {illustrated ? t('Illustrated by Staygraph, {count} views', { count }) : t('{count} pictures', { count })}
        </Button>
      </div>
      <Sheet title={illustrated ? t('Illustrated by Staygraph') : t('Pictures')} isOpen={isOpen} onOpenChange={setOpen}>
        {illustrated && (
          <p className="mb-4 text-14 text-ink-2">
            {t('Drawn by us, not photographed: the building, the place and the rooms are an impression.')}
          </p>
        )}
        <ul className="grid gap-4">
          {photos.map((photo) => (
            <li key={photo.url}>
              <figure>
                <div className="picture aspect-3/2 overflow-hidden rounded-card bg-sunken">
                  <img src={photo.url} alt={photo.alt} loading="lazy" width="600" height="400" />
                </div>
                <figcaption className="mt-1.5 text-13 text-ink-2" aria-hidden="true">
                  {photo.alt}
                </figcaption>
              </figure>
            </li>
          ))}
        </ul>
      </Sheet>
    </div>
  )
}
