/* Times in the reader's zone, charts of the samples, and nothing asked of the server while nobody looks. */
'use strict';

const fine = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3});
const coarse = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});

function localTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    const at = new Date(time.dateTime);
    if (isNaN(at)) continue;
    time.dataset.local = '';
    time.title = time.dateTime;
    time.textContent = 'fine' in time.dataset
      ? at.toLocaleDateString() + ' ' + fine.format(at) : coarse.format(at);
  }
}

const samples = [];
const KEPT = 450;
const charts = {};

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function chart(holder, series) {
  const axis = {stroke: colour('--chart-soft'), grid: {stroke: colour('--chart-line')}, ticks: {show: false}};
  const plot = new uPlot({
    width: Math.max(200, holder.clientWidth), height: 190,
    legend: {show: false}, cursor: {sync: {key: 'now'}},
    scales: {y: {range: (self, low, high) => [0, Math.max(1, high * 1.1)]}},
    axes: [axis, {...axis, size: 46}],
    series: [{}, ...series.map(([field, paint]) => ({label: field, stroke: colour(paint), width: 2, points: {show: false}}))],
  }, data(series), holder);
  new ResizeObserver(() => plot.setSize({width: Math.max(200, holder.clientWidth), height: 190})).observe(holder);
  return {plot, series, holder};
}

function data(series) {
  return [samples.map(sample => Date.parse(sample.at) / 1000), ...series.map(([field]) => samples.map(sample => sample[field]))];
}

const SERIES = {
  rates: [['paidPerSecond', '--chart-1'], ['settledPerSecond', '--chart-2']],
  waiting: [['waiting', '--chart-1']],
  latency: [['p50', '--chart-2'], ['p95', '--chart-1'], ['p99', '--chart-3']],
};

function shown(figure, digits) {
  return figure == null ? 'none' : figure.toFixed(digits);
}

function draw() {
  for (const holder of document.querySelectorAll('[data-chart]')) {
    const name = holder.dataset.chart;
    charts[name] ??= chart(holder, SERIES[name]);
    charts[name].plot.setData(data(SERIES[name]));
    const last = samples.at(-1);
    if (last) {
      holder.setAttribute('aria-label', name + ' now: '
        + SERIES[name].map(([field]) => field + ' ' + shown(last[field], 2)).join(', '));
    }
  }
  const body = document.querySelector('[data-samples] tbody');
  if (body && samples.length) {
    body.replaceChildren(...samples.slice(-10).reverse().map(sample => {
      const row = document.createElement('tr');
      const cells = [new Date(sample.at).toLocaleTimeString(), sample.paidPerSecond.toFixed(1), sample.settledPerSecond.toFixed(1),
        sample.waiting, sample.waitingSeconds.toFixed(1), shown(sample.p50, 3), shown(sample.p95, 3), shown(sample.p99, 3)];
      cells.forEach((text, index) => {
        const cell = row.insertCell();
        cell.textContent = text;
        if (index) cell.className = 'number';
      });
      return row;
    }));
  }
}

if (window.htmx) {
  let heard = Date.now();
  setInterval(() => {
    const note = document.querySelector('[data-stale]');
    if (note && document.querySelector('[sse-connect]')) note.hidden = Date.now() - heard < 10000;
  }, 1000);

  // One stream a page feeds both htmx and the charts.
  htmx.createEventSource = url => {
    const source = new EventSource(url);
    source.addEventListener('samples', event => {
      heard = Date.now();
      samples.splice(0, samples.length, ...JSON.parse(event.data));
      draw();
    });
    source.addEventListener('sample', event => {
      heard = Date.now();
      samples.push(JSON.parse(event.data));
      samples.splice(0, samples.length - KEPT);
      if (!document.hidden) draw();
    });
    return source;
  };
  document.addEventListener('htmx:beforeRequest', event => {
    if (document.hidden) event.preventDefault();
  });
  // Whoever is in the middle of it keeps what they look at: a field, a link, marked text, a table moved aside.
  let moved = [];
  document.addEventListener('htmx:beforeSwap', event => {
    const part = event.detail.target;
    const marked = getSelection();
    if ((document.activeElement !== document.body && part.contains(document.activeElement)
        && document.activeElement.matches(':focus-visible, input, button'))
        || (!marked.isCollapsed && part.contains(marked.anchorNode))) {
      event.detail.shouldSwap = false;
    }
    moved = [...part.querySelectorAll('.scroll')].map(region => region.scrollLeft);
  });
  document.addEventListener('htmx:afterSwap', event => {
    event.detail.target.querySelectorAll('.scroll').forEach((region, index) => region.scrollLeft = moved[index] ?? 0);
  });
  document.addEventListener('htmx:afterSettle', event => localTimes(event.target));
}

document.addEventListener('change', event => {
  if (event.target.matches('[data-tick-all]')) {
    for (const box of event.target.closest('table').querySelectorAll('input[name=letters]')) box.checked = event.target.checked;
  }
});

localTimes(document);
