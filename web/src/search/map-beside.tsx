import { type ReactNode, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Sheet } from '../ui/sheet.tsx'

const beside =
  'sticky top-5 h-[calc(100vh-40px)] max-h-[1010px] min-h-[560px] overflow-hidden rounded-card shadow-[0_0_0_1px_var(--line)]'

/** Its place, until it is known what stands on it. */
export const MapPlace = () => <div className={`skeleton max-xl:hidden ${beside}`} />

/** The map stays beside the list where there is room; else a button opens it over the page. */
export function MapBeside({ children }: { children: ReactNode }) {
  const hasRoom = useMedia('xl')
  const [isOpen, setOpen] = useState(false)
  if (hasRoom) {
    return (
      <aside aria-label={t('Map')} className={beside}>
        {children}
      </aside>
    )
  }
  return (
    <>
      <Button
        className="fixed bottom-4.5 left-1/2 z-10 -translate-x-1/2 rounded-full shadow-e3"
        onPress={() => setOpen(true)}
      >
        <Icon name="map" /> {t('Map')}
      </Button>
      <Sheet title={t('Map')} isOpen={isOpen} onOpenChange={setOpen}>
        <div className="-m-5 h-[calc(100vh-72px)] md:h-[70vh]">{children}</div>
      </Sheet>
    </>
  )
}
