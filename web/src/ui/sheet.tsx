import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

type Props = {
  title: string
  isOpen: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
  /** Stays at the foot while the rest scrolls. */
  foot?: ReactNode
}

/** A dialog: the whole screen below `md`, a centred card above. Escape and the cross close it; the focus returns. */
export function Sheet({ title, isOpen, onOpenChange, children, foot }: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="veil flex md:items-center md:justify-center md:p-6"
    >
      <Modal className="flex h-full w-full flex-col bg-surface md:h-auto md:max-h-[min(860px,calc(100vh-48px))] md:w-[640px] md:rounded-card md:shadow-e3">
        <Dialog className="flex min-h-0 flex-1 flex-col outline-none">
          <div className="flex items-center gap-3 border-b border-line py-3 ps-5 pe-3">
            <Heading slot="title" level={2} className="flex-1 text-21">
              {title}
            </Heading>
            <button type="button" className="icon-button" aria-label={t('Close')} onClick={() => onOpenChange(false)}>
              <Icon name="close" />
            </button>
          </div>
          <Scrolled title={title}>{children}</Scrolled>
          {foot && <div className="border-t border-line p-4">{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What is longer than the screen scrolls. Where nothing in it takes the focus it does so itself, or no key would scroll it. */
function Scrolled({ title, children }: { title: string; children: ReactNode }) {
  const self = useRef<HTMLDivElement>(null)
  const [isStop, setStop] = useState(false)
  useLayoutEffect(() => {
    const element = self.current
    if (!element) return
    const look = () =>
      setStop(
        element.scrollHeight > element.clientHeight && !element.querySelector('a[href], button, input, [tabindex]'),
      )
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const part of element.children) observer.observe(part)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={self}
      {...(isStop ? { role: 'group', tabIndex: 0, 'aria-label': title } : {})}
      className="min-h-0 flex-1 overflow-auto overscroll-contain p-5 focus-visible:-outline-offset-3"
    >
      {children}
    </div>
  )
}

export const Done = ({ onPress, children }: { onPress: () => void; children: ReactNode }) => (
  <Button className="w-full" onPress={onPress}>
    {children}
  </Button>
)
