/**
 * Makes the tablet nicer: counts the seconds without a touch, warns before the end, and asks whether somebody is still there. Without it
 * the page ends the visit by itself. Nothing that was on the screen comes back by going back.
 */
class KioskWatch extends HTMLElement {
  private left = 0
  private timer: number | undefined
  private readonly words = document.createElement('p')

  connectedCallback() {
    addEventListener('pageshow', this.forgetKept)
    if (!this.dataset.leave) return
    this.words.setAttribute('role', 'status')
    this.prepend(this.words)
    for (const touch of touches) addEventListener(touch, this.stay, { passive: true })
    this.stay()
    this.timer = window.setInterval(this.tick, 1000)
  }

  disconnectedCallback() {
    removeEventListener('pageshow', this.forgetKept)
    for (const touch of touches) removeEventListener(touch, this.stay)
    clearInterval(this.timer)
  }

  private readonly stay = () => {
    this.left = Number(this.dataset.seconds)
    this.show()
  }

  private readonly tick = () => {
    this.left--
    if (this.left <= 0) location.replace(this.dataset.leave ?? '')
    else this.show()
  }

  private show() {
    const isLate = this.left <= warningSeconds
    this.classList.toggle('is-late', isLate)
    for (const button of this.querySelectorAll('button')) button.hidden = !isLate
    this.words.textContent = isLate ? (this.dataset.words ?? '').replace('#', String(this.left)) : ''
  }

  /** A page that the browser had kept whole is somebody else's. */
  private readonly forgetKept = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload()
  }
}

/** Time enough to say "I am here" (WCAG 2.2.1). */
const warningSeconds = 20
const touches = ['pointerdown', 'keydown', 'scroll'] as const

customElements.define('kiosk-watch', KioskWatch)
