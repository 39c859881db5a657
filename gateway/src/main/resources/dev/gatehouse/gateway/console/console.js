'use strict';
/*
 * Asks for console/data once a second while somebody can see the page, and shows it. Whatever comes from there is set as text.
 */
(() => {
	const EVERY = 1000, PATIENCE = 5000;
	const byId = (id) => document.getElementById(id);
	const counts = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
	const percents = new Intl.NumberFormat('en', {maximumFractionDigits: 1});

	/** Three digits that count, and no more than that. */
	function short(value) {
		if (value === null || value === undefined) {
			return '\u2013';
		}
		const size = Math.abs(value);
		const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
		return value.toLocaleString('en', {maximumFractionDigits: digits});
	}

	function duration(seconds) {
		const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
		const at = Math.max(0, units.findIndex(([size]) => seconds >= size));
		const [size, name] = seconds < 1 ? units[3] : units[at];
		const whole = Math.floor(seconds / size);
		const next = seconds < 1 ? undefined : units[at + 1];
		const rest = next ? Math.floor((seconds - whole * size) / next[0]) : 0;
		return `${whole} ${name}` + (rest > 0 && size > 60 ? ` ${rest} ${next[1]}` : '');
	}

	function setText(element, text) {
		if (element.textContent !== text) {
			element.textContent = text;
		}
	}

	function child(parent, name, className, text) {
		const element = document.createElement(name);
		if (className) {
			element.className = className;
		}
		if (text !== undefined) {
			element.textContent = text;
		}
		parent.append(element);
		return element;
	}

	/** A cell of a table: text, or {text, className, used} with the part of something that is used. */
	function setCell(cell, given) {
		const content = typeof given === 'object' && given !== null ? given : {text: given};
		const className = content.className ?? '';
		if (cell.className !== className) {
			cell.className = className;
		}
		const wanted = content.used === undefined ? [content.text] : [content.text, content.used];
		if (cell.dataset.shown === wanted.join('|')) {
			return;
		}
		cell.dataset.shown = wanted.join('|');
		cell.replaceChildren(content.text);
		cell.title = content.hint ?? '';
		if (content.used !== undefined) {
			const meter = child(cell, 'span', 'meter' + (content.used >= 1 ? ' bad' : content.used >= 0.8 ? ' warn' : ''));
			child(meter, 'i').style.width = `${Math.min(100, Math.round(content.used * 100))}%`;
		}
	}

	/** Shows rows of cells, the first of which names the row. What stays the same is left alone. */
	function setRows(id, rows, empty) {
		const body = byId(id);
		if (rows.length === 0) {
			if (body.dataset.empty !== 'yes') {
				body.dataset.empty = 'yes';
				const cell = document.createElement('td');
				cell.colSpan = 9;
				cell.className = 'empty';
				cell.textContent = empty;
				const row = document.createElement('tr');
				row.append(cell);
				body.replaceChildren(row);
			}
			return;
		}
		if (body.dataset.empty === 'yes') {
			body.dataset.empty = 'no';
			body.replaceChildren();
		}
		while (body.rows.length > rows.length) {
			body.deleteRow(-1);
		}
		rows.forEach((cells, i) => {
			const row = body.rows[i] ?? body.insertRow();
			cells.forEach((content, column) => {
				let cell = row.cells[column];
				if (!cell) {
					cell = child(row, column === 0 ? 'th' : 'td');
					if (column === 0) {
						cell.scope = 'row';
					}
				}
				setCell(cell, content);
			});
		});
	}

	const number = (value, className) => ({text: counts.format(value), className: 'n' + (value > 0 ? className ?? '' : ' zero')});
	const millis = (value) => ({text: short(value), className: 'n' + (value === null ? ' zero' : '')});

	/** How much of a limit is used: limit and remaining, or null if there is none. */
	function used(limit, name) {
		if (!limit) {
			return {text: '\u2013', className: 'n zero', hint: 'not limited'};
		}
		const part = limit.limit > 0 ? (limit.limit - limit.remaining) / limit.limit : 0;
		const mark = part >= 1 ? '\u25b2 ' : part >= 0.8 ? '\u25b3 ' : '';
		return {text: mark + percents.format(part * 100) + ' %', className: 'n', used: part,
			hint: `${counts.format(limit.limit - limit.remaining)} of ${counts.format(limit.limit)} ${name}`};
	}

	function atOnce(places) {
		if (!places) {
			return {text: '\u2013', className: 'n zero', hint: 'not limited'};
		}
		const taken = Math.max(0, places.limit - places.remaining);
		return {text: `${taken} / ${places.limit}`, className: 'n', used: places.limit > 0 ? taken / places.limit : 0};
	}

	function details(given) {
		const texts = Object.entries(given ?? {}).map(([name, value]) => {
			const shown = typeof value === 'number' ? short(value) : Array.isArray(value) ? value.join(', ')
				: typeof value === 'object' && value !== null ? details(value) : String(value);
			return `${words(name)} ${shown}`;
		});
		return texts.join(' \u00b7 ');
	}

	/** limitStore is "limit store". */
	const words = (name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

	const states = {UP: ['\u2713 up', 'good'], DOWN: ['\u2715 down', 'bad'], OUT_OF_SERVICE: ['\u2715 out of service', 'bad']};
	const breakers = {closed: ['\u2713 closed', 'good'], open: ['\u2715 open', 'bad'], 'half open': ['\u25b3 half open', 'warn']};

	/** What an operator should look at, in words. */
	function concerns(data) {
		const found = [];
		for (const part of data.parts) {
			if (part.status !== 'UP') {
				found.push(`${words(part.name)}: ${words(part.status.replaceAll('_', ' '))}`);
			}
			for (const [name, value] of Object.entries(part.details)) {
				if (value === 'away') {
					found.push(`${words(part.name)}: the ${words(name)} is away`);
				}
			}
		}
		for (const service of data.upstreams) {
			if (service.state === 'open' || service.state === 'half open' || service.state === 'forced open') {
				found.push(`${service.api}: its circuit breaker is ${service.state}`);
			}
		}
		const lately = data.history.of.slice(-12);
		const failed = lately.reduce((sum, point) => sum + point.failed, 0);
		const all = lately.reduce((sum, point) => sum + point.allowed + point.refused + point.failed + point.aborted, 0);
		if (failed > 0 && failed / all >= 0.01) {
			found.push(`${Math.round(failed / all * 100)} % of the requests of the last minute failed`);
		}
		if (data.facts.auditUp === 0) {
			found.push('audit records cannot be written');
		}
		if (data.facts.registryStale > 0) {
			found.push('partners.yaml is broken or away: an older one is in force');
		}
		if (data.facts.auditDropped > 0) {
			found.push('audit records were dropped since the start');
		}
		if (data.facts.keysAgeSeconds > 900) {
			found.push(`the issuer's keys are ${duration(data.facts.keysAgeSeconds)} old`);
		}
		if (data.facts.certificateExpirySeconds !== null && data.facts.certificateExpirySeconds < 14 * 86400) {
			found.push('a certificate ends in less than 14 days');
		}
		return found;
	}

	const banner = byId('banner');

	/** Changes the text only where it is another one: what is announced is what is new. */
	function setBanner(state, text, list) {
		banner.dataset.state = state;
		document.body.classList.toggle('stale', state === 'gone');
		setText(byId('state'), text);
		const items = byId('concerns');
		if (Array.from(items.children, (item) => item.textContent).join('\n') !== list.join('\n')) {
			items.replaceChildren();
			list.forEach((text) => child(items, 'li', '', text));
		}
		document.title = (state === 'well' ? '' : state === 'gone' ? '\u2715 ' : '\u25b3 ') + 'Gatehouse';
	}

	const traffic = Plot.make(byId('traffic'), [
		{name: 'allowed', label: 'allowed', of: (point) => point.allowed},
		{name: 'refused', label: 'refused', of: (point) => point.refused},
		{name: 'failed', label: 'failed', of: (point) => point.failed},
		{name: 'aborted', label: 'aborted', of: (point) => point.aborted}],
	{stacked: true, unit: 'a second', format: short});
	const latency = Plot.make(byId('latency'), [
		{name: 'p50', label: 'median', of: (point) => point.p50},
		{name: 'p95', label: '95 %', of: (point) => point.p95},
		{name: 'p99', label: '99 %', of: (point) => point.p99}],
	{stacked: false, unit: 'ms', format: short});

	function show(data) {
		const now = data.now, facts = data.facts, node = data.node;
		setText(byId('node'), [node.version, `up ${duration(node.uptime)}`,
			`heap ${counts.format(node.heapUsed / 1048576)} of ${counts.format(node.heapMax / 1048576)} MB`,
			node.cpu === null ? '' : `CPU ${percents.format(node.cpu * 100)} %`].filter((text) => text).join(' \u00b7 '));
		setText(byId('rate'), short(now.allowed + now.refused + now.failed + now.aborted));
		setText(byId('refused'), short(now.refused));
		setText(byId('failed'), short(now.failed));
		byId('failed').className = now.failed > 0 ? 'bad' : '';
		for (const name of ['p50', 'p95', 'p99']) {
			setText(byId(name), short(now[name]));
		}
		traffic.show(data.history);
		latency.show(data.history);
		const since = data.window < 60 ? `last ${Math.round(data.window)} s` : `last ${Math.round(data.window / 60)} min`;
		document.querySelectorAll('.window').forEach((element) => setText(element, since));
		setText(byId('registered'), `, ${counts.format(node.registered)} registered`);

		setRows('partners', data.partners.map((row) => [row.client, number(row.requests), number(row.refused, ' warn'),
			number(row.failed, ' bad'),
			{text: row.limits ? row.limits.plan : row.client === 'unknown' ? 'not registered' : '\u2013', className: 'minor'},
			used(row.limits?.rate, 'at once'), used(row.limits?.quota, row.limits?.quota ? 'a ' + row.limits.quota.period : ''),
			atOnce(row.limits?.concurrency)]), 'Nobody has called.');
		setText(byId('more-partners'), data.morePartners > 0
			? `and ${counts.format(data.morePartners)} more who called less` : '');
		setRows('refusals', data.refusals.map((row) => [row.reason, number(row.requests, ' '),
			row.ofClient === row.requests ? row.client : `${row.client}, ${counts.format(row.ofClient)}`]), 'Nothing was refused.');
		setRows('services', data.upstreams.map((row) => {
			const [text, className] = breakers[row.state] ?? [row.state, ''];
			return [row.api, {text: text + (row.failureRate > 0 ? `, ${percents.format(row.failureRate)} % fail` : ''), className},
				number(row.calls, ' '), number(row.failures, ' bad'), millis(row.mean), number(row.underWay, ' ')];
		}), 'There is no service.');
		setRows('operations', data.operations.map((row) => [row.operation === 'none' ? 'no operation' : `${row.api} ${row.operation}`,
			{text: row.call, className: 'minor call'}, number(row.requests, ' '), number(row.refused, ' warn'),
			number(row.failed, ' bad'), millis(row.p50), millis(row.p95), millis(row.p99)]), 'There is no operation.');
		setRows('parts', data.parts.map((part) => {
			const [text, className] = states[part.status] ?? [words(part.status.replaceAll('_', ' ')), 'warn'];
			return [words(part.name), {text, className}, details(part.details)];
		}), 'Nothing.');
		showFacts(facts);
		const found = concerns(data);
		setBanner(found.length ? 'look' : 'well', found.length ? 'To look at' : 'All is well', found);
	}

	function showFacts(facts) {
		const looked = facts.tokenCacheHits + facts.tokenCacheMisses;
		const shown = [
			['Keys fetched', facts.keysAgeSeconds === null ? 'never' : `${duration(facts.keysAgeSeconds)} ago`],
			['Key fetches that failed', counts.format(facts.keyFetchFailures)],
			['Tokens remembered', facts.tokensRemembered === null ? '\u2013' : counts.format(facts.tokensRemembered)],
			['Tokens known again', looked > 0 ? `${percents.format(facts.tokenCacheHits / looked * 100)} %` : '\u2013'],
			['Revocations in force', counts.format(facts.revocations)],
			['Limit store', facts.limitStoreUp === null ? 'none: this gateway counts alone' : facts.limitStoreUp > 0 ? 'reachable' : 'away'],
			['Audit records', counts.format(facts.auditRecords)],
			['Audit records dropped', counts.format(facts.auditDropped)],
			['Refused at this port', counts.format(facts.managementRefused)]];
		if (facts.certificateExpirySeconds !== null) {
			shown.push(['First certificate ends in', duration(facts.certificateExpirySeconds)]);
		}
		const list = byId('facts');
		shown.forEach(([name, value], i) => {
			setText(list.children[2 * i] ?? child(list, 'dt'), name);
			setText(list.children[2 * i + 1] ?? child(list, 'dd'), value);
		});
		while (list.children.length > 2 * shown.length) {
			list.lastElementChild.remove();
		}
	}

	let paused = false, answered = null, timer = 0, asking = false;

	/** The page may have been opened with a password in its address, with which nothing can be fetched. */
	function address() {
		const url = new URL('console/data', document.baseURI);
		url.username = '';
		url.password = '';
		return url;
	}

	async function ask() {
		const response = await fetch(address(), {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
		if (response.status === 401) {
			throw new Error('The gateway asks for its secret: load this page again.');
		}
		if (!response.ok) {
			throw new Error(`The gateway answers ${response.status}.`);
		}
		return response.json();
	}

	async function turn() {
		clearTimeout(timer);
		if (asking || paused || document.hidden) {
			return;
		}
		asking = true;
		try {
			show(await ask());
			answered = new Date();
		}
		catch (error) {
			const why = error instanceof TypeError || error.name === 'TimeoutError' ? '' : ' ' + error.message;
			setBanner('gone', (answered ? `No answer since ${answered.toLocaleTimeString()}.` : 'No answer yet.') + why, []);
		}
		finally {
			asking = false;
			clearTimeout(timer);
			timer = setTimeout(turn, EVERY);
		}
	}

	byId('pause').addEventListener('click', () => {
		paused = !paused;
		byId('pause').setAttribute('aria-pressed', String(paused));
		turn();
	});
	document.addEventListener('visibilitychange', turn);
	addEventListener('pageshow', turn);

	const themes = ['system', 'light', 'dark'];

	function setTheme(name) {
		if (name === 'system') {
			delete document.documentElement.dataset.theme;
		}
		else {
			document.documentElement.dataset.theme = name;
		}
		setText(byId('theme'), `Colours: ${name}`);
		try {
			name === 'system' ? localStorage.removeItem('gatehouse-theme') : localStorage.setItem('gatehouse-theme', name);
		}
		catch (error) {
			// It is not kept, then.
		}
	}

	setText(byId('theme'), `Colours: ${document.documentElement.dataset.theme ?? 'system'}`);
	byId('theme').addEventListener('click', () => {
		const shown = document.documentElement.dataset.theme ?? 'system';
		setTheme(themes[(themes.indexOf(shown) + 1) % themes.length]);
	});
	turn();
})();
