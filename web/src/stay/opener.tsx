import { type ReactNode, useRef, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'

import { Icon, type IconName } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Sheet } from '../ui/sheet.tsx'

type Props = {
  icon: IconName
  /** What it holds now: small above, and in full below. */
  caption: string
  value: string
  title: string
  /** How tall it is beside its button, in pixels and about. */
  height: number
  /** Told when it is about to be opened: pointed at, or focused. */
  onNear?: () => void
  children: ReactNode
  /** Stays at the foot while the rest scrolls. */
  foot: (close: () => void) => ReactNode
}

const GAP = 18

/**
 * A part of the search bar: it opens beside itself on a wide screen, and over the whole of a narrow one. Where neither above nor
 * below has the height for it, it covers its button: what is chosen stands at its foot.
 */
export function Opener({ icon, caption, value, title, height, onNear, children, foot }: Props) {
  const wide = useMedia('md')
  const [isOpen, setOpen] = useState(false)
  const [offset, setOffset] = useState(GAP)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  const turn = (open: boolean) => {
    const at = button.current?.getBoundingClientRect()
    const room = at ? Math.max(at.top, window.innerHeight - at.bottom) - GAP : height
    setOffset(room < height && at ? -at.height : GAP)
    setOpen(open)
  }
  const face = (
    <>
      <span className="text-brand-ink">
        <Icon name={icon} size={24} />
      </span>
      <span className="min-w-0">
        <span className="block text-13 leading-tight font-normal text-ink-3">{caption}</span>
        <span className="block font-[600]">{value}</span>
      </span>
    </>
  )
  const near = onNear && { onHoverStart: onNear, onFocus: onNear, onPressStart: onNear }
  const look = 'flex h-full w-full items-center gap-3.5 rounded-control bg-transparent text-start'
  if (!wide) {
    return (
      <>
        <Button className={look} {...near} onPress={() => setOpen(true)}>
          {face}
        </Button>
        <Sheet title={title} isOpen={isOpen} onOpenChange={setOpen} foot={foot(close)}>
          {children}
        </Sheet>
      </>
    )
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={turn}>
      <Button ref={button} className={look} {...near}>
        {face}
      </Button>
      <Popover className="pop-over flex flex-col" offset={offset} crossOffset={-GAP} placement="bottom start">
        <Dialog aria-label={title} className="flex min-h-0 flex-col outline-none">
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-6 pt-6 pb-4">{children}</div>
          <div className="mx-6 border-t border-line pt-4 pb-5">{foot(close)}</div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
