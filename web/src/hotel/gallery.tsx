import { useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Photo } from '../ui/photo.tsx'
import { Sheet } from '../ui/sheet.tsx'
import type { Hotel } from './hotel-query.ts'

/** How the mosaic is cut on a wide screen, by how many pictures there are: five, or three, or one. */
const CUTS = { 5: 'md:grid-cols-[2fr_1fr_1fr]', 3: 'md:grid-cols-[2fr_1fr]', 1: 'md:grid-cols-1' } as const

/** The facade first, its rooms around it; all of them, named, in a sheet. */
export function Gallery({ photos }: { photos: Hotel['photos'] }) {
  const [isOpen, setOpen] = useState(false)
  const illustrated = photos.every((photo) => photo.illustrated)
  const count = photos.length
  if (count === 0) return null
  const places = count >= 5 ? 5 : count >= 3 ? 3 : 1
  return (
    <div
      className={`relative -mx-(--gutter) grid grid-cols-2 gap-1 overflow-hidden md:mx-0 md:gap-2.5 md:rounded-sheet ${places === 1 ? 'grid-rows-[240px] md:grid-rows-[430px]' : 'grid-rows-[220px_120px] md:grid-rows-[210px_210px]'} ${CUTS[places]}`}
    >
      {photos.slice(0, places).map((photo, index) => (
        <div
          key={photo.url}
          className={`picture bg-sunken ${index === 0 ? `col-span-2 md:col-span-1 ${places === 1 ? '' : 'md:row-span-2'}` : ''} ${index > 2 ? 'hidden md:block' : ''}`}
        >
          <Photo
            src={index === 0 ? photo.url : photo.thumbnailUrl}
            alt={index === 0 ? photo.alt : ''}
            width="600"
            height="400"
            {...(index === 0 ? { fetchPriority: 'high' as const } : {})}
          />
        </div>
      ))}
      <div className={`absolute end-2.5 md:end-4 md:bottom-4 ${places === 1 ? 'bottom-2.5' : 'bottom-33'}`}>
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
                  <Photo src={photo.url} alt={photo.alt} loading="lazy" width="600" height="400" />
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
