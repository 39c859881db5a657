package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connects to the syslog server, by TCP (RFC 6587) or TLS (RFC 5425), where the name in
 * its certificate must be the one that it is called by.
 *
 * @param address the server
 * @param tls null: plain TCP
 */
record SyslogConnector(URI address, @Nullable SSLSocketFactory tls) {

	private static final int CONNECT_MILLIS = 5000;

	private static final int HANDSHAKE_MILLIS = 5000;

	/** Only to look whether the server has gone. */
	private static final int LOOK_MILLIS = 1;

	static SyslogConnector of(SyslogSettings settings, SslBundles bundles) {
		return new SyslogConnector(settings.address(), settings.isEncrypted() ? factory(settings, bundles) : null);
	}

	private static SSLSocketFactory factory(SyslogSettings settings, SslBundles bundles) {
		try {
			return (settings.bundle() != null)
					? bundles.getBundle(settings.bundle()).createSslContext().getSocketFactory()
					: SSLContext.getDefault().getSocketFactory();
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidSetting(SyslogSettings.BUNDLE, "there is no bundle " + settings.bundle());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Socket connect() throws IOException {
		Socket plain = new Socket();
		try {
			plain.connect(new InetSocketAddress(this.address.getHost(), this.address.getPort()), CONNECT_MILLIS);
			plain.setKeepAlive(true);
			Socket socket = (this.tls != null) ? encrypted(plain, this.tls) : plain;
			socket.setSoTimeout(LOOK_MILLIS);
			return socket;
		}
		catch (IOException ex) {
			plain.close();
			throw ex;
		}
	}

	private Socket encrypted(Socket plain, SSLSocketFactory factory) throws IOException {
		plain.setSoTimeout(HANDSHAKE_MILLIS);
		SSLSocket socket = (SSLSocket) factory.createSocket(plain, this.address.getHost(), this.address.getPort(),
				true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		return socket;
	}

}
