// The script of the HTML report: lays a file's diff out when it is opened, filters, and listens to keys.

(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const files = [...document.querySelectorAll('details.file')];
  const findings = [...document.querySelectorAll('.finding')];
  const places = document.querySelectorAll('.place').length;
  const field = (id) => document.getElementById(id);
  const KINDS = { c: ['', ' '], r: ['removed', '-'], a: ['added', '+'] };
  const SMALL = 60;
  const OPEN_AT_FIRST = 20;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function number(value, label) {
    const cell = element('td', 'number', value === null ? '' : String(value));
    if (value !== null) cell.setAttribute('aria-label', `${label} ${value}`);
    return cell;
  }

  function content([kind, , , words], sign) {
    const cell = element('td', KINDS[kind][0]);
    if (sign) cell.append(KINDS[kind][1]);
    for (const word of words) cell.append(Array.isArray(word) ? element('mark', '', word[0]) : word);
    return cell;
  }

  function row(...cells) {
    const made = element('tr');
    made.append(...cells);
    return made;
  }

  function unified(line) {
    return row(number(line[1], 'old line'), number(line[2], 'new line'), content(line, true));
  }

  // Side by side: lines that go stand beside those that come.
  function split(lines) {
    const rows = [];
    let left = [];
    let right = [];
    const flush = () => {
      for (let index = 0; index < Math.max(left.length, right.length); index++) {
        const [old, now] = [left[index], right[index]];
        rows.push(
          row(
            number(old ? old[1] : null, 'old line'),
            old ? content(old, true) : element('td'),
            number(now ? now[2] : null, 'new line'),
            now ? content(now, true) : element('td'),
          ),
        );
      }
      left = [];
      right = [];
    };
    for (const line of lines) {
      if (line[0] === 'r') {
        if (right.length > 0) flush();
        left.push(line);
      } else if (line[0] === 'a') right.push(line);
      else {
        flush();
        rows.push(
          row(
            number(line[1], 'old line'),
            content(line, true),
            number(line[2], 'new line'),
            content(line, true),
          ),
        );
      }
    }
    flush();
    return rows;
  }

  function layOut(entry) {
    const file = data[entry.dataset.index];
    const view = field('view').value;
    const diff = entry.querySelector('.diff');
    if (diff.dataset.view === view) return;
    diff.dataset.view = view;
    diff.classList.toggle('split', view === 'split');
    const table = element('table');
    table.setAttribute('aria-label', `Changes of ${file.path}`);
    if (view === 'split') {
      const columns = element('colgroup');
      columns.append(element('col', 'number'), element('col'), element('col', 'number'), element('col'));
      table.append(columns);
    }
    const body = element('tbody');
    file.hunks.forEach((lines, index) => {
      if (index > 0) {
        const gap = element('td', '', '⋯');
        gap.colSpan = view === 'split' ? 4 : 3;
        const line = row(gap);
        line.className = 'gap';
        body.append(line);
      }
      body.append(...(view === 'split' ? split(lines) : lines.map(unified)));
    });
    table.append(body);
    diff.replaceChildren(table);
  }

  function asked() {
    return {
      path: field('path').value.toLowerCase(),
      rule: field('rule').value,
      surface: field('surface').value,
      severity: field('severity').value,
    };
  }

  function filter() {
    const { path, rule, surface, severity } = asked();
    let shownFiles = 0;
    for (const entry of files) {
      const file = data[entry.dataset.index];
      entry.hidden = !(
        file.path.toLowerCase().includes(path) &&
        (rule === '' || file.rules.includes(rule)) &&
        (surface === '' || file.surface === surface) &&
        (severity === '' || file.severities.includes(severity))
      );
      if (!entry.hidden) shownFiles++;
    }
    let shownPlaces = 0;
    for (const finding of findings) {
      const fits =
        (severity === '' || finding.dataset.severity === severity) &&
        (rule === '' || finding.dataset.rule === rule);
      let shown = 0;
      for (const place of finding.querySelectorAll('.place')) {
        const { dataset } = place;
        place.hidden = !(
          dataset.path.toLowerCase().includes(path) &&
          (surface === '' || dataset.surface === surface)
        );
        if (!place.hidden) shown++;
      }
      finding.hidden = !fits || shown === 0;
      if (!finding.hidden) shownPlaces += shown;
    }
    field('count').textContent =
      `${shownFiles} of ${files.length} files, ${shownPlaces} of ${places} findings`;
  }

  function openAll(open) {
    for (const entry of files) if (!entry.hidden) entry.open = open;
  }

  function step(by) {
    const shown = files.filter((entry) => !entry.hidden);
    const now = shown.findIndex((entry) => entry.contains(document.activeElement));
    const target = shown[Math.min(shown.length - 1, Math.max(0, now + by))];
    if (target) target.querySelector('summary').focus();
  }

  function show(view) {
    field('view').value = view;
    for (const entry of files) if (entry.open) layOut(entry);
  }

  for (const entry of files) entry.addEventListener('toggle', () => entry.open && layOut(entry));
  for (const id of ['path', 'rule', 'surface', 'severity']) field(id).addEventListener('input', filter);
  field('view').addEventListener('input', () => show(field('view').value));
  field('expand').addEventListener('click', () => openAll(true));
  field('collapse').addEventListener('click', () => openAll(false));
  document.querySelector('.filters').addEventListener('submit', (event) => event.preventDefault());

  const KEYS = {
    '/': () => field('path').focus(),
    j: () => step(1),
    k: () => step(-1),
    s: () => show(field('view').value === 'split' ? 'unified' : 'split'),
    e: () => openAll(true),
    c: () => openAll(false),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target.matches('input')) event.target.blur();
    if (event.target.matches('input, select') || KEYS[event.key] === undefined) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  window.addEventListener('beforeprint', () => {
    openAll(true);
    for (const entry of files) if (entry.open) layOut(entry);
  });

  // Small diffs of the first files are open; long ones, and the rest, wait to be asked for.
  for (const entry of files.slice(0, OPEN_AT_FIRST)) {
    const lines = data[entry.dataset.index].hunks.reduce((sum, hunk) => sum + hunk.length, 0);
    if (lines <= SMALL) entry.open = true;
  }
})();
