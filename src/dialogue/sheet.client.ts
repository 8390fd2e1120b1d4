/** Makes typing in a sheet quick: one key per statement, and the next one has the focus. Without it the radio buttons work all the same. */
class SheetTicks extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', this.press)
    if (this.dataset.begin !== undefined) this.goTo(0)
  }

  private readonly press = (event: KeyboardEvent) => {
    const from = event.target as HTMLElement
    if (from.closest('textarea, select, a') || event.altKey || event.ctrlKey || event.metaKey) return
    const place = this.rows().indexOf(from.closest('fieldset') as HTMLFieldSetElement)
    if (place < 0) return
    const chosen = this.rows()[place]?.querySelector<HTMLInputElement>(`[data-key="${CSS.escape(event.key)}"]`)
    const step = chosen || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' || event.key === 'Backspace' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (chosen) chosen.checked = true
    this.goTo(place + step)
  }

  private readonly rows = () => [...this.querySelectorAll('fieldset')]

  /** Past the last statement stands the button: Enter counts the sheet. */
  private goTo(place: number) {
    const row = this.rows()[Math.max(place, 0)]
    const next = row?.querySelector<HTMLElement>('input:checked') ?? row?.querySelector<HTMLElement>('input')
    ;(next ?? this.querySelector<HTMLElement>('button'))?.focus()
  }
}

customElements.define('sheet-ticks', SheetTicks)
