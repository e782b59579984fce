export const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; --line: #8886; }
  body { margin: 0; display: grid; grid-template-rows: auto 1fr; height: 100vh; }
  header { display: flex; gap: .75rem; padding: .75rem 1rem; align-items: center; flex-wrap: wrap;
    border-bottom: 1px solid var(--line); }
  h1 { font-size: 1rem; margin: 0 auto 0 0; }
  main { display: grid; grid-template-columns: 1fr 1fr; min-height: 0; }
  section { display: grid; grid-template-rows: 1fr auto 6rem; min-height: 0; border-right: 1px solid var(--line); }
  textarea, pre { font: 13px/1.45 ui-monospace, monospace; border: 0; margin: 0; padding: .75rem 1rem;
    box-sizing: border-box; width: 100%; min-width: 0; resize: none; overflow: auto; background: Canvas; color: CanvasText; }
  section label { padding: .3rem 1rem; font-size: .85rem; font-weight: 600; background: #8882;
    border-block: 1px solid var(--line); }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  pre:empty::before { content: attr(data-hint); opacity: .7; font-family: system-ui, sans-serif; }
  @media (max-width: 700px) {
    body { height: auto; min-height: 100vh; }
    main { grid-template-columns: minmax(0, 1fr); }
    section { grid-template-rows: 50vh auto 6rem; border-right: 0; border-bottom: 1px solid var(--line); }
    pre { min-height: 40vh; }
  }
`;
