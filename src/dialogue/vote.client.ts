/** Makes the voting page nicer: the next statement comes without a page load, keys 1, 2, 3 answer. Without it every form still works. */
class VotingBooth extends HTMLElement {
  private isWaiting = false

  connectedCallback() {
    this.addEventListener('submit', this.submit)
    document.addEventListener('keydown', this.press)
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.press)
  }

  private readonly submit = async (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement
    event.preventDefault()
    if (this.isWaiting) return
    this.isWaiting = true
    this.setAttribute('aria-busy', 'true')
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter) as unknown as Record<string, string>)
      const response = await fetch(form.action, { method: 'POST', body, headers: { 'x-fragment': 'booth' } })
      if (!response.headers.get('x-fragment')) throw new Error('no fragment')
      this.innerHTML = await response.text()
      this.readOut(this.querySelector<HTMLElement>('[data-vote-statement], h2'))
    } catch {
      this.removeEventListener('submit', this.submit) // the plain form shows whatever the server has to say
      form.requestSubmit(event.submitter)
    } finally {
      this.isWaiting = false
      this.removeAttribute('aria-busy')
    }
  }

  /** Moves the focus to the new statement: a screen reader reads it, and the next key is meant for it. */
  private readOut(heading: HTMLElement | null) {
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: this.getBoundingClientRect().top >= 0 })
  }

  private readonly press = (event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable]')
    if (isTyping || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
    this.querySelector<HTMLButtonElement>(`button[aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click()
  }
}

customElements.define('voting-booth', VotingBooth)
