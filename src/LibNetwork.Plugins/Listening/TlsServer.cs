using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LibNetwork.DriverApi;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LibNetwork.Plugins.Listening;

/// <summary>Reads certificates and says who is let in.</summary>
internal static class TlsServer
{
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: files that cannot be read; the text names all of them.</exception>
    internal static HttpsConnectionAdapterOptions Options(PluginServerTls tls)
    {
        var errors = new List<string>();
        var own = Read(errors, tls.CertFile, () => X509Certificate2.CreateFromPemFile(tls.CertFile, tls.KeyFile));
        var chain = Read(errors, tls.CertFile, () => Import(tls.CertFile));
        var clients = tls.ClientCAFile is null ? null : Read(errors, tls.ClientCAFile, () => Import(tls.ClientCAFile));
        if (errors.Count > 0)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, string.Join("; ", errors.Distinct(StringComparer.Ordinal)));
        }

        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = own,
            ServerCertificateChain = chain,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            HandshakeTimeout = TimeSpan.FromSeconds(10),
        };
        if (clients is not null)
        {
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, _, _) => IsFrom(certificate, clients);
        }

        return options;
    }

    private static bool IsFrom(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2")); // client authentication
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Import(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(path);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("there is no certificate in it");
    }

    private static T? Read<T>(List<string> errors, string path, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            errors.Add($"TLS file {path}: {e.Message}");
            return null;
        }
    }
}
