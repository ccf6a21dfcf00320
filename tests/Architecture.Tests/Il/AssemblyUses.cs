using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Il;

/// <summary>Every use of one type by another in a compiled assembly: in signatures, in attributes and in the code itself.</summary>
internal sealed class AssemblyUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly HashSet<TypeUse> _uses = [];

    private AssemblyUses(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
    }

    public static IReadOnlySet<TypeUse> Of(System.Reflection.Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        var uses = new AssemblyUses(image);
        foreach (var handle in uses._metadata.TypeDefinitions)
        {
            uses.AddType(handle);
        }

        return uses._uses;
    }

    private void AddType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var user = new TypeNames(_metadata).Of(handle);
        Add(user, type.BaseType);
        AddAttributes(user, type.GetCustomAttributes());
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            Add(user, _metadata.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (var parameter in type.GetGenericParameters())
        {
            AddConstraints(user, parameter);
        }

        foreach (var field in type.GetFields())
        {
            Add(user, _metadata.GetFieldDefinition(field).DecodeSignature(Names, genericContext: null));
        }

        foreach (var method in type.GetMethods())
        {
            AddMethod(user, _metadata.GetMethodDefinition(method));
        }
    }

    private TypeNames Names => new(_metadata);

    private void AddMethod(TypeName user, MethodDefinition method)
    {
        var signature = method.DecodeSignature(Names, genericContext: null);
        Add(user, signature.ReturnType);
        Add(user, signature.ParameterTypes.SelectMany(types => types));
        AddAttributes(user, method.GetCustomAttributes());
        foreach (var parameter in method.GetGenericParameters())
        {
            AddConstraints(user, parameter);
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            var locals = _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Names, genericContext: null);
            Add(user, locals.SelectMany(types => types));
        }

        foreach (var region in body.ExceptionRegions)
        {
            Add(user, region.CatchType);
        }

        foreach (var token in InstructionTokens.In(body.GetILBytes()!))
        {
            Add(user, token);
        }
    }

    private void AddConstraints(TypeName user, GenericParameterHandle parameter)
    {
        foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
        {
            Add(user, _metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAttributes(TypeName user, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(user, _metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Add(TypeName user, EntityHandle used) => Add(user, Resolve(used));

    private void Add(TypeName user, IEnumerable<TypeName> used)
    {
        foreach (var type in used.Where(type => type != user))
        {
            _uses.Add(new TypeUse(user, type));
        }
    }

    private ImmutableArray<TypeName> Resolve(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return [];
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return [Names.Of((TypeDefinitionHandle)handle)];
            case HandleKind.TypeReference:
                return [Names.Of((TypeReferenceHandle)handle)];
            case HandleKind.TypeSpecification:
                return _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Names, genericContext: null);
            case HandleKind.MethodDefinition:
                return [Names.Of(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())];
            case HandleKind.FieldDefinition:
                return [Names.Of(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())];
            case HandleKind.MemberReference:
                return Resolve(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                return [.. Resolve(method.Method), .. method.DecodeSignature(Names, genericContext: null).SelectMany(types => types)];
            default:
                return [];
        }
    }
}
