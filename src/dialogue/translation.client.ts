/** Ctrl and Enter save the translation and go on to the next. Without it the button does the same. */
class TranslationDesk extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', this.press)
    if (document.activeElement === document.body) this.querySelector('textarea')?.focus() // else a refusal has the focus
  }

  private readonly press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    const first = this.querySelector<HTMLButtonElement>('button[name="deed"]')
    first?.form?.requestSubmit(first)
  }
}

customElements.define('translation-desk', TranslationDesk)
