/* Shows times in the reader's time zone, draws the charts, and sends no request while the page is hidden. */
'use strict';

const SECONDS = {hour: '2-digit', minute: '2-digit', second: '2-digit'};
const seconds = new Intl.DateTimeFormat('en-GB', SECONDS);
const millis = new Intl.DateTimeFormat('en-GB', {...SECONDS, fractionalSecondDigits: 3});
const minutes = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const day = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const dayOfYear = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric'});

/* 16:00:05 today, 25 Nov 16:00:05 on another day, with the year if it is another year. */
function shownTime(at, clock) {
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return (at.getFullYear() === now.getFullYear() ? day : dayOfYear).format(at) + ' ' + clock.format(at);
}

function localTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    const at = new Date(time.dateTime);
    if (isNaN(at)) continue;
    time.dataset.local = '';
    time.title = time.dateTime;
    time.textContent = shownTime(at, 'fine' in time.dataset ? millis : seconds);
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
    width: Math.max(200, holder.clientWidth), height: 175,
    legend: {show: false}, cursor: {sync: {key: 'now'}},
    scales: {y: {range: (self, low, high) => [0, Math.max(1, high * 1.1)]}},
    axes: [
      {...axis, size: 32, space: (self, index, from, to) => to - from > 300 ? 45 : 70, values: (self, times, index, space, step) =>
        times.map(time => (step < 60 ? seconds : minutes).format(new Date(1000 * time)))},
      {...axis, size: 46},
    ],
    series: [{}, ...series.map(([field, paint]) => ({label: field, stroke: colour(paint), width: 2, points: {show: false}}))],
  }, data(series), holder);
  new ResizeObserver(() => plot.setSize({width: Math.max(200, holder.clientWidth), height: 175})).observe(holder);
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
      const cells = [seconds.format(new Date(sample.at)), sample.paidPerSecond.toFixed(1), sample.settledPerSecond.toFixed(1),
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

  // Each page has one event stream, for both htmx and the charts.
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
  // An update must not disturb the reader: it waits while a field or link has the focus or text is selected, and
  // scrolled tables and opened details stay as they are.
  let moved = [];
  let opened = [];
  document.addEventListener('htmx:beforeSwap', event => {
    const part = event.detail.target;
    const marked = getSelection();
    if ((document.activeElement !== document.body && part.contains(document.activeElement)
        && document.activeElement.matches(':focus-visible, input, button'))
        || (!marked.isCollapsed && part.contains(marked.anchorNode))) {
      event.detail.shouldSwap = false;
    }
    moved = [...part.querySelectorAll('.scroll')].map(region => region.scrollLeft);
    opened = [...part.querySelectorAll('details[open][id]')].map(details => details.id);
  });
  document.addEventListener('htmx:afterSwap', event => {
    const part = event.detail.target;
    for (const id of opened) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    part.querySelectorAll('.scroll').forEach((region, index) => region.scrollLeft = moved[index] ?? 0);
    localTimes(part);
  });
}

document.addEventListener('change', event => {
  if (event.target.matches('[data-tick-all]')) {
    for (const box of event.target.closest('table').querySelectorAll('input[name=letters]')) box.checked = event.target.checked;
  }
});

for (const zone of document.querySelectorAll('[data-zone]')) {
  zone.textContent = 'Times are in your time zone, ' + Intl.DateTimeFormat().resolvedOptions().timeZone + '.';
}
localTimes(document);
