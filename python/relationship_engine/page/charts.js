"use strict";
// The charts. A colour is the name of one of the style sheet.
const drawnCharts = [];
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.plugins.legend.labels.boxWidth = 12;

function paint() {
  Chart.defaults.color = style("muted");
  Chart.defaults.borderColor = style("line");
}

function drawChart(canvas, chart) {
  const isLine = chart.kind === "line";
  const value = { beginAtZero: true, stacked: chart.stacked, ticks: { precision: isLine ? undefined : 0, maxTicksLimit: 6 }, border: { display: false } };
  const label = { stacked: chart.stacked, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12, autoSkip: !chart.horizontal } };
  return new Chart(canvas, {
    type: chart.kind,
    data: {
      labels: chart.labels,
      datasets: chart.series.map((series) => ({ label: series.name, data: series.values, backgroundColor: style(series.colour),
        borderColor: style(series.colour), borderWidth: isLine ? 1.5 : 0, pointRadius: chart.labels.length > 20 ? 0 : 2,
        pointHitRadius: 10, borderRadius: 2, maxBarThickness: 48 })),
    },
    options: {
      indexAxis: chart.horizontal ? "y" : "x",
      interaction: { mode: "index", intersect: false, axis: chart.horizontal ? "y" : "x" },
      scales: chart.horizontal ? { x: value, y: { ...label, ticks: { autoSkip: false, font: { size: 10 } } } } : { x: label, y: value },
      plugins: { legend: { display: chart.series.length > 1, position: "top", align: "end" } },
    },
  });
}

function drawWeights(canvas, weights) {
  const chart = new Chart(canvas, {
    type: "line",
    data: {
      labels: data.nights.map((night) => night[1]),
      datasets: [{ label: "weight", data: weights.map((weight) => weight || null), borderColor: style("accent"), borderWidth: 1.5,
        pointRadius: (point) => (point.dataIndex === Number(get("night").value) ? 4 : 0), pointHitRadius: 8,
        pointBackgroundColor: style("accent"), fill: "origin", backgroundColor: `${style("accent")}22` }],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: { x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
        y: { beginAtZero: true, ticks: { maxTicksLimit: 4 }, border: { display: false } } },
      plugins: { legend: { display: false } },
    },
  });
  return chart;
}

function drawCharts() {
  while (drawnCharts.length) drawnCharts.pop().destroy();
  paint();
  data.charts.forEach((chart, place) => drawnCharts.push(drawChart(get(`chart-${place}`), chart)));
}
dark.addEventListener("change", () => { drawCharts(); if (selected !== null) choose(selected); });
